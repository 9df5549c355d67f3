import type { RateLimitPool } from "@listenkey/core/product";

/**
 * The pool of spot, which its WebSocket API draws from: 6,000 weight a minute and IP address, over all host names
 * together. Listen tokens are subscribed with there.
 *
 * Source: rest-api.md of https://github.com/binance/binance-spot-api-docs, "LIMITS".
 */
export const api: RateLimitPool = { id: "api", scope: "ip", weightPerMinute: 6_000 };
