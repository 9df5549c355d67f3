import type { ListenKeyProduct, RateLimitPool, SharedSocket } from "@listenkey/core/product";
import type { UmfuturesEvent } from "./umfutures-event.ts";

/**
 * 2,400 weight a minute and IP address, shared with COIN-M futures since 2026-06-30 although each `exchangeInfo`
 * still prints its own. Test hosts allow 6,000; the smaller number holds everywhere.
 *
 * Source: https://developers.binance.com/docs/derivatives/change-log, 2026-06-30.
 */
const fapi: RateLimitPool = { id: "fapi", scope: "ip", weightPerMinute: 2_400 };

/**
 * The routed path for private streams, with keys named by `SUBSCRIBE` as Binance's own connectors do it. A bare key asks
 * for all of its events and is one stream of the 1,024 that a connection may carry since 2025-07-02; `<key>@<event>`
 * would be one stream an event.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams with its pages
 * Important-WebSocket-Change-Notice and Live-Subscribing-Unsubscribing-to-streams.
 */
const privateStream: SharedSocket = {
  path: "/private/stream",
  items: (listenKey) => [listenKey],
  maxItems: 1_024,
};

/**
 * Binance USD-M futures: one listen key per account, found from the API key and never named in a call.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams with its pages
 * Start-, Keepalive- and Close-User-Data-Stream.
 */
export const umfutures: ListenKeyProduct<UmfuturesEvent> = {
  id: "umfutures",
  /**
   * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info, which calls
   * `demo-fapi` the testnet; `testnet.binancefuture.com` is the same backend under an older name. The stream host of
   * the demo environment is not in the documents; clients that trade there use it.
   */
  environments: {
    live: { rest: "https://fapi.binance.com", stream: "wss://fstream.binance.com" },
    testnet: {
      rest: "https://testnet.binancefuture.com",
      stream: "wss://fstream.binancefuture.com",
    },
    demo: { rest: "https://demo-fapi.binance.com", stream: "wss://demo-fstream.binance.com" },
  },
  pools: { rest: fapi },
  listenKey: {
    keySpace: "umfutures",
    create: { method: "POST", path: "/fapi/v1/listenKey", weight: 1 },
    keepalive: { method: "PUT", path: "/fapi/v1/listenKey", weight: 1 },
    revoke: { method: "DELETE", path: "/fapi/v1/listenKey", weight: 1 },
    /** PUT answers with the key since 2024-04-25 (change log of 2024-04-19). */
    renewBy: "keepalive",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    /**
     * Disputed. Since the split of 2026-04-23, a socket that is opened in a way that does not work stays open and
     * silent, and of each way but `subscribe` that has been reported:
     *
     * - `query`, with every event named, is documented and in wide use: one silent socket, fine on the next try.
     * - `subscribe` is what Binance's own connectors do; the documents mention it.
     * - `path` is on the page of the stream itself, of 2026-05-28, and in use; reported dead on the live host, and alive
     *   on test hosts.
     * - `query-all`, without `events`, is on no page. Several clients rely on it; others report silence, or a key that
     *   expires at once.
     *
     * The exchange does not check the names of events, and what is not asked for never comes, `listenKeyExpired`
     * included. The unrouted `/ws/<key>` has carried nothing since 2026-04-23, and is none of them.
     *
     * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Important-WebSocket-Change-Notice
     * and https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams
     */
    socketForms: [
      { name: "query", url: eventsUrl },
      { name: "subscribe", ...privateStream },
      {
        name: "path",
        url: (stream, listenKey) => `${stream}/private/ws/${encodeURIComponent(listenKey)}`,
      },
      { name: "query-all", url: queryUrl },
    ],
    sharedSocket: privateStream,
    /** No retirement had been announced up to 2026-10-23. */
    retired: {},
    successor: "what Binance's change log for USD-M futures names",
  },
  events: {
    names: [
      "ORDER_TRADE_UPDATE",
      "ACCOUNT_UPDATE",
      "ALGO_UPDATE",
      "TRADE_LITE",
      "ACCOUNT_CONFIG_UPDATE",
      "MARGIN_CALL",
      "STRATEGY_UPDATE",
      "GRID_UPDATE",
      "CONDITIONAL_ORDER_TRIGGER_REJECT",
      "listenKeyExpired",
    ],
    ids: {
      ORDER_TRADE_UPDATE: ["o.i", "o.t", "o.M"],
      TRADE_LITE: ["i", "t"],
      ALGO_UPDATE: ["o.aid", "o.ai"],
      STRATEGY_UPDATE: ["su.si"],
      GRID_UPDATE: ["gu.si"],
      CONDITIONAL_ORDER_TRIGGER_REJECT: ["or.i"],
    },
    timeField: "E",
    /** Promised for one type of event on one connection, by both `T` and `E`. */
    ordered: true,
  },
  /**
   * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams
   */
  heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
};

/** The query form, which names the key alone. */
function queryUrl(stream: string, listenKey: string): string {
  return `${stream}/private/ws?listenKey=${encodeURIComponent(listenKey)}`;
}

/** The query form, which names the key and the events. */
function eventsUrl(stream: string, listenKey: string, events: readonly string[]): string {
  return `${queryUrl(stream, listenKey)}&events=${events.map(encodeURIComponent).join("/")}`;
}
