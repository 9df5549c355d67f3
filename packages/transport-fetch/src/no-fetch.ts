import type { Fetch } from "./fetch.ts";

/**
 * Stands in for `cross-fetch` where that is no help: package.json maps `#fetch-fallback` to this module for all
 * but Node, so that no browser bundle holds a polyfill.
 */
export const fetch: Fetch | undefined = undefined;
