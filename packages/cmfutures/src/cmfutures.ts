import type { ListenKeyProduct, RateLimitPool } from "@listenkey/core/product";
import type { CmfuturesEvent } from "./cmfutures-event.ts";

/**
 * 2,400 weight a minute and IP address, shared with USD-M futures since 2026-06-30 although each `exchangeInfo`
 * still prints its own; so the pool has the id that USD-M gives it.
 *
 * Source: https://developers.binance.com/docs/derivatives/change-log, 2026-06-30.
 */
const fapi: RateLimitPool = { id: "fapi", scope: "ip", weightPerMinute: 2_400 };

/**
 * Binance COIN-M futures: one listen key per account, found from the API key and never named in a call.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams with its pages
 * Start-, Keepalive- and Close-User-Data-Stream.
 */
export const cmfutures: ListenKeyProduct<CmfuturesEvent> = {
  id: "cmfutures",
  /**
   * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/general-info. The hosts of the demo
   * environment are not in the documents; clients that trade there use them.
   */
  environments: {
    live: { rest: "https://dapi.binance.com", stream: "wss://dstream.binance.com" },
    testnet: {
      rest: "https://testnet.binancefuture.com",
      stream: "wss://dstream.binancefuture.com",
    },
    demo: { rest: "https://demo-dapi.binance.com", stream: "wss://demo-dstream.binance.com" },
  },
  pools: { rest: fapi },
  listenKey: {
    keySpace: "cmfutures",
    create: { method: "POST", path: "/dapi/v1/listenKey", weight: 1 },
    keepalive: { method: "PUT", path: "/dapi/v1/listenKey", weight: 1 },
    revoke: { method: "DELETE", path: "/dapi/v1/listenKey", weight: 1 },
    /** PUT answers with the key since about 2026-01; older pages show `{}`, and so may test hosts. */
    renewBy: "keepalive",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    /** The path form, which nobody disputes: the split of USD-M into `/private` has not reached COIN-M. */
    socketForms: [
      {
        name: "path",
        url: (stream, listenKey) => `${stream}/ws/${encodeURIComponent(listenKey)}`,
      },
    ],
    /** No retirement had been announced up to 2026-10-23. */
    retired: {},
    successor: "what Binance's change log for COIN-M futures names",
  },
  events: {
    names: [
      "ORDER_TRADE_UPDATE",
      "ACCOUNT_UPDATE",
      "ALGO_UPDATE",
      "ACCOUNT_CONFIG_UPDATE",
      "MARGIN_CALL",
      "STRATEGY_UPDATE",
      "GRID_UPDATE",
      "listenKeyExpired",
    ],
    ids: {
      ORDER_TRADE_UPDATE: ["o.i", "o.t", "o.M"],
      ALGO_UPDATE: ["o.aid", "o.ai", "ao.aid", "ao.ai"],
      STRATEGY_UPDATE: ["su.si"],
      GRID_UPDATE: ["gu.si"],
    },
    timeField: "E",
    /** Promised for one type of event on one connection, by both `T` and `E`. */
    ordered: true,
  },
  /** Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/websocket-market-streams */
  heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
};
