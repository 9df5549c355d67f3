import type { ListenKeyProduct, RateLimitPool } from "@listenkey/core/product";
import type { UmfuturesEvent } from "./umfutures-event.ts";

/**
 * 2,400 weight a minute and IP address, shared with COIN-M futures since 2026-06-30 although each `exchangeInfo`
 * still prints its own. Test hosts allow 6,000; the smaller number holds everywhere.
 *
 * Source: https://developers.binance.com/docs/derivatives/change-log, 2026-06-30.
 */
const fapi: RateLimitPool = { id: "fapi", scope: "ip", weightPerMinute: 2_400 };

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
    socketUrl: privateStreamUrl,
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
  },
};

/**
 * The query form with every event named. Disputed: the path form `/private/ws/<key>` and the query without `events`
 * are each in use, and each reported to open and stay silent; nobody reports this one broken. The exchange does not
 * check the names, and what is not asked for never comes, `listenKeyExpired` included. The unrouted `/ws/<key>` has
 * carried nothing since 2026-04-23.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/Important-WebSocket-Change-Notice
 */
function privateStreamUrl(stream: string, listenKey: string, events: readonly string[]): string {
  const names = events.map(encodeURIComponent).join("/");
  return `${stream}/private/ws?listenKey=${encodeURIComponent(listenKey)}&events=${names}`;
}
