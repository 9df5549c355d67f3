import type {
  ListenKeyFacet,
  ListenKeyProduct,
  ListenTokenFacet,
  ListenTokenProduct,
} from "@listenkey/core/product";
import type { MarginTradeEvent } from "./margin-trade-event.ts";
import { api } from "./api-pool.ts";
import { sapiHosts, sapiUid } from "./sapi.ts";

/** Everything about the orders and balances of one margin account. */
export type MarginTradeProduct = ListenKeyProduct<MarginTradeEvent> &
  ListenTokenProduct<MarginTradeEvent>;

/** What tells margin accounts apart. */
export interface MarginAccount {
  /** The product's id, which is also its key space: every isolated pair is an account with a key of its own. */
  readonly id: string;
  /** Where its listen-key calls go. */
  readonly listenKeyPath: string;
  /** What its listen-key calls always send. */
  readonly listenKeyParams?: Readonly<Record<string, string>>;
  /** What its listen-token call always sends. */
  readonly listenTokenParams?: Readonly<Record<string, string>>;
}

/** A margin account's trade stream. */
export function tradeProduct(account: MarginAccount): MarginTradeProduct {
  return {
    id: account.id,
    /** The token is subscribed with on the WebSocket API of spot. */
    environments: {
      live: {
        ...sapiHosts,
        stream: "wss://stream.binance.com:9443",
        wsApi: "wss://ws-api.binance.com:443/ws-api/v3",
      },
    },
    /** The token is asked for on `/sapi`, and subscribed with on the WebSocket API, out of the pool of spot. */
    pools: { rest: sapiUid, wsApi: api },
    listenKey: listenKeyOf(account),
    listenToken: listenTokenOf(account),
    events: {
      names: [
        "executionReport",
        "outboundAccountPosition",
        "balanceUpdate",
        "listStatus",
        "USER_LIABILITY_CHANGE",
        "MARGIN_LEVEL_STATUS_CHANGE",
        "eventStreamTerminated",
        "serverShutdown",
        "listenKeyExpired",
      ],
      ids: {
        executionReport: ["i", "t", "I", "g", "j", "v", "u", "U", "a"],
        listStatus: ["g", "O[].i"],
      },
      timeField: "E",
      /** The documents promise no order between events. */
      ordered: false,
    },
    /**
     * The WebSocket API and the stream hosts are those of spot.
     *
     * Source: web-socket-api.md and web-socket-streams.md of https://github.com/binance/binance-spot-api-docs
     */
    heartbeat: { pingEveryMs: 20_000, pongWithinMs: 60_000 },
  };
}

/**
 * Source: the pages of https://developers.binance.com/docs/margin_trading/trade-data-stream as they stood before
 * 2025-11-10, and https://developers.binance.com/legacy-docs/margin_trading/change-log of 2026-01-21 for the end.
 */
function listenKeyOf(account: MarginAccount): ListenKeyFacet {
  const path = account.listenKeyPath;
  const sent =
    account.listenKeyParams === undefined
      ? { path, weight: 1 }
      : { path, weight: 1, params: account.listenKeyParams };
  return {
    keySpace: account.id,
    create: { method: "POST", ...sent },
    keepalive: { method: "PUT", ...sent, keyParam: "listenKey" },
    revoke: { method: "DELETE", ...sent, keyParam: "listenKey" },
    /** PUT answers `{}`, but names the key, so its success is proof that this very key lives. */
    renewBy: "keepalive",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    socketForms: [
      { name: "path", url: (stream, key) => `${stream}/ws/${encodeURIComponent(key)}` },
    ],
    retired: {
      "api.binance.com": "2026-02-20",
      "api-gcp.binance.com": "2026-02-20",
      "api1.binance.com": "2026-02-20",
      "api2.binance.com": "2026-02-20",
      "api3.binance.com": "2026-02-20",
      "api4.binance.com": "2026-02-20",
    },
    successor:
      "POST /sapi/v1/userListenToken with userDataStream.subscribe.listenToken on the WebSocket API",
  };
}

/**
 * Disputed: the page lists neither timestamp nor signature, and some clients sign all the same; the API key alone is
 * taken to be enough. Another stream, `POST /sapi/v2/margin/listen-key`, has been reported by one client and by no
 * page of Binance, so it is not here.
 *
 * Source: https://developers.binance.com/docs/margin_trading/trade-data-stream/Listen-Token-Websocket-API
 */
function listenTokenOf(account: MarginAccount): ListenTokenFacet {
  const create = { method: "POST", path: "/sapi/v1/userListenToken", weight: 1 } as const;
  return {
    create:
      account.listenTokenParams === undefined
        ? create
        : { ...create, params: account.listenTokenParams },
    subscribeMethod: "userDataStream.subscribe.listenToken",
    weight: 2,
    /** 24 hours, the default and the maximum of `validity`. */
    lifetimeMs: 86_400_000,
  };
}
