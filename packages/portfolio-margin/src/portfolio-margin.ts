import type { ListenKeyProduct, RateLimitPool } from "@listenkey/core/product";
import type { PortfolioMarginEvent } from "./portfolio-margin-event.ts";

/**
 * 6,000 weight a minute and IP address.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/general-info
 */
const papi: RateLimitPool = { id: "papi", scope: "ip", weightPerMinute: 6_000 };

/**
 * Binance portfolio margin: one listen key per account, found from the API key and never named in a call.
 *
 * Disputed: a table on the general-info page wants these calls signed; the pages of the calls and Binance's own
 * clients do not, and neither does this.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams with its pages Start-,
 * Keepalive- and Close-User-Data-Stream.
 */
export const portfolioMargin: ListenKeyProduct<PortfolioMarginEvent> = {
  id: "portfolio-margin",
  /** There is no testnet and no demo environment. */
  environments: {
    live: { rest: "https://papi.binance.com", stream: "wss://fstream.binance.com" },
  },
  pools: { rest: papi },
  listenKey: {
    keySpace: "portfolio-margin",
    create: { method: "POST", path: "/papi/v1/listenKey", weight: 1 },
    keepalive: { method: "PUT", path: "/papi/v1/listenKey", weight: 1 },
    revoke: { method: "DELETE", path: "/papi/v1/listenKey", weight: 1 },
    /** PUT answers `{}`; POST extends the live key and answers with it. */
    renewBy: "create",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    /** The only documented form; the split of USD-M into `/private` leaves `/pm` out. */
    socketForms: [
      {
        name: "path",
        url: (stream, listenKey) => `${stream}/pm/ws/${encodeURIComponent(listenKey)}`,
      },
    ],
    /** No retirement had been announced up to 2026-10-23. */
    retired: {},
    successor: "what Binance's change log for portfolio margin names",
  },
  events: {
    names: [
      "ORDER_TRADE_UPDATE",
      "ACCOUNT_UPDATE",
      "ACCOUNT_CONFIG_UPDATE",
      "CONDITIONAL_ORDER_TRADE_UPDATE",
      "ALGO_UPDATE",
      "executionReport",
      "outboundAccountPosition",
      "balanceUpdate",
      "liabilityChange",
      "openOrderLoss",
      "riskLevelChange",
      "listenKeyExpired",
    ],
    ids: {
      ORDER_TRADE_UPDATE: ["o.i", "o.t", "o.M", "o.si"],
      CONDITIONAL_ORDER_TRADE_UPDATE: ["so.si", "so.i"],
      ALGO_UPDATE: ["ao.aid", "ao.ai"],
      executionReport: ["i", "t", "g", "I", "j", "v", "u", "U"],
      outboundAccountPosition: ["U"],
      balanceUpdate: ["U"],
      /** `T` is a transaction id here, not a time. */
      liabilityChange: ["T"],
    },
    timeField: "E",
    /** Promised for one type of event on one connection, by both `T` and `E`. */
    ordered: true,
  },
  /** Not documented for `/pm`: those of the other streams on the same host. */
  heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
};
