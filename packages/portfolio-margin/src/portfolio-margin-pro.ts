import type { ListenKeyProduct, RateLimitPool } from "@listenkey/core/product";
import type { PortfolioMarginProEvent } from "./portfolio-margin-pro-event.ts";

/**
 * The pool of USD-M futures, whose listen-key calls these are: 2,400 weight a minute and IP address.
 *
 * Source: https://developers.binance.com/docs/derivatives/change-log, 2026-06-30.
 */
const fapi: RateLimitPool = { id: "fapi", scope: "ip", weightPerMinute: 2_400 };

/**
 * Binance portfolio margin pro: its own stream, opened with the account's USD-M listen key. The key space is that of
 * USD-M, so revoking the key here ends the USD-M stream too.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/portfolio-margin-pro-user-data-stream
 */
export const portfolioMarginPro: ListenKeyProduct<PortfolioMarginProEvent> = {
  id: "portfolio-margin-pro",
  /** There is no testnet and no demo environment. */
  environments: {
    live: { rest: "https://fapi.binance.com", stream: "wss://fstream.binance.com" },
  },
  pools: { rest: fapi },
  listenKey: {
    keySpace: "umfutures",
    /** The page names POST alone; that PUT and DELETE are those of USD-M follows from the key being one. */
    create: { method: "POST", path: "/fapi/v1/listenKey", weight: 1 },
    keepalive: { method: "PUT", path: "/fapi/v1/listenKey", weight: 1 },
    revoke: { method: "DELETE", path: "/fapi/v1/listenKey", weight: 1 },
    /** PUT answers with the key, as on USD-M. */
    renewBy: "keepalive",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    /** The only documented form; the split of USD-M into `/private` leaves `/pm-classic` out. */
    socketForms: [
      {
        name: "path",
        url: (stream, listenKey) => `${stream}/pm-classic/ws/${encodeURIComponent(listenKey)}`,
      },
    ],
    /** No retirement had been announced up to 2026-10-23. */
    retired: {},
    successor: "what Binance's change log for portfolio margin pro names",
  },
  events: {
    names: ["riskLevelChange", "PM_PRO_ACCOUNT_UPDATE", "uniMMRDrop"],
    /** None of them has one. */
    ids: {},
    timeField: "E",
    /** No order is promised. */
    ordered: false,
  },
  /** Not documented for `/pm-classic`: those of the other streams on the same host. */
  heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
};
