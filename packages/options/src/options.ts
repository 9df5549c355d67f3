import type { ListenKeyProduct, RateLimitPool } from "@listenkey/core/product";
import type { OptionsEvent } from "./options-event.ts";

/** 400 weight a minute and IP address. Source: `GET /eapi/v1/exchangeInfo`, read on 2026-09-23. */
const eapi: RateLimitPool = { id: "eapi", scope: "ip", weightPerMinute: 400 };

/**
 * Binance European options: one listen key per account, found from the API key and never named in a call.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams with its pages Start-,
 * Keepalive- and Close-User-Data-Stream.
 */
export const options: ListenKeyProduct<OptionsEvent> = {
  id: "options",
  /**
   * Source: https://developers.binance.com/docs/derivatives/options-trading/general-info. No REST host of a demo
   * environment is documented, so there is none.
   */
  environments: {
    live: { rest: "https://eapi.binance.com", stream: "wss://fstream.binance.com" },
    testnet: {
      rest: "https://testnet.binancefuture.com",
      stream: "wss://fstream.binancefuture.com",
    },
  },
  pools: { rest: eapi },
  listenKey: {
    keySpace: "options",
    create: { method: "POST", path: "/eapi/v1/listenKey", weight: 1 },
    keepalive: { method: "PUT", path: "/eapi/v1/listenKey", weight: 1 },
    revoke: { method: "DELETE", path: "/eapi/v1/listenKey", weight: 1 },
    /** PUT answers `{}`; POST extends the live key and answers with it and its `expiration`. */
    renewBy: "create",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    /**
     * Disputed. Options share the private host with USD-M since December 2025. Their pages show `path`; Binance's own
     * connectors use `subscribe`, and on USD-M that very path is reported silent. The query form of USD-M is reported
     * by nobody here. The earlier `wss://nbstream.binance.com/eoptions` answers 404.
     */
    socketForms: [
      {
        name: "path",
        url: (stream, listenKey) => `${stream}/private/ws/${encodeURIComponent(listenKey)}`,
      },
      {
        name: "subscribe",
        path: "/private/stream",
        items: (listenKey) => [listenKey],
        maxItems: 200,
      },
    ],
    /** No retirement had been announced up to 2026-10-23. */
    retired: {},
    successor: "what Binance's change log for options names",
  },
  events: {
    names: [
      "ORDER_TRADE_UPDATE",
      "ACCOUNT_UPDATE",
      "BALANCE_POSITION_UPDATE",
      "GREEK_UPDATE",
      "RISK_LEVEL_CHANGE",
      "listenKeyExpired",
    ],
    ids: { ORDER_TRADE_UPDATE: ["o.i", "o.t"] },
    timeField: "E",
    /** No order is promised. */
    ordered: false,
  },
  /** Source: https://developers.binance.com/docs/derivatives/options-trading/websocket-market-streams */
  heartbeat: { pingEveryMs: 300_000, pongWithinMs: 900_000 },
};
