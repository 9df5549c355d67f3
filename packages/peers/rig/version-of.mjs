import { readFile } from "node:fs/promises";

/** @param {string} name A package that is installed here. */
export async function versionOf(name) {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(manifest, "utf8")).version;
}
