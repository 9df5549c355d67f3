import type { RateLimitPool } from "@listenkey/core/product";

/**
 * All `/sapi` calls that count per IP address: 12,000 weight a minute. A ban there stops {@link sapiUid} as well.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/general-info
 */
const sapiIp: RateLimitPool = { id: "sapi-ip", scope: "ip", weightPerMinute: 12_000 };

/**
 * All `/sapi` calls that count per account ("UID"), the listen-key and listen-token calls among them: 180,000 weight
 * a minute.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/general-info
 */
export const sapiUid: RateLimitPool = {
  id: "sapi-uid",
  scope: "account",
  weightPerMinute: 180_000,
  within: sapiIp,
};

/** The one REST host of `/sapi`, and its other names. There is no margin testnet, and demo hosts refuse `/sapi`. */
export const sapiHosts: { readonly rest: string; readonly aliases: readonly string[] } = {
  rest: "https://api.binance.com",
  aliases: [
    "https://api-gcp.binance.com",
    "https://api1.binance.com",
    "https://api2.binance.com",
    "https://api3.binance.com",
    "https://api4.binance.com",
  ],
};
