import type {
  Environment,
  ListenKeyProduct,
  RateLimitPool,
  SubscriptionProduct,
} from "@listenkey/core/product";
import type { SpotEvent } from "./spot-event.ts";

/**
 * 6,000 weight a minute and IP address, over all of the exchange's host names and its WebSocket API together.
 *
 * Source: rest-api.md of https://github.com/binance/binance-spot-api-docs, "LIMITS".
 */
const api: RateLimitPool = { id: "api", scope: "ip", weightPerMinute: 6_000 };

/**
 * Source: rest-api.md, web-socket-api.md, testnet/general-info.md and demo-mode/general-info.md of
 * https://github.com/binance/binance-spot-api-docs
 */
const environments: { readonly [name in "live" | "testnet" | "demo"]: Environment } = {
  live: {
    rest: "https://api.binance.com",
    stream: "wss://stream.binance.com:9443",
    wsApi: "wss://ws-api.binance.com:443/ws-api/v3",
    aliases: [
      "https://api-gcp.binance.com",
      "https://api1.binance.com",
      "https://api2.binance.com",
      "https://api3.binance.com",
      "https://api4.binance.com",
    ],
  },
  testnet: {
    rest: "https://testnet.binance.vision",
    stream: "wss://stream.testnet.binance.vision",
    wsApi: "wss://ws-api.testnet.binance.vision/ws-api/v3",
    aliases: ["https://api1.testnet.binance.vision"],
  },
  demo: {
    rest: "https://demo-api.binance.com",
    stream: "wss://demo-stream.binance.com",
    wsApi: "wss://demo-ws-api.binance.com/ws-api/v3",
  },
};

/**
 * Binance spot. The exchange's own hosts have switched listen keys off and serve the signed subscription of the
 * WebSocket API instead; Binance-compatible hosts still serve them (give the manager their base URLs).
 *
 * Source of the listen-key rules: rest-api.md and user-data-stream.md of
 * https://github.com/binance/binance-spot-api-docs as they stood before 2025-10-24.
 */
export const spot: ListenKeyProduct<SpotEvent> & SubscriptionProduct<SpotEvent> = {
  id: "spot",
  environments,
  pools: { rest: api, wsApi: api },
  listenKey: {
    keySpace: "spot",
    /** Weight 2 since August 2023. */
    create: { method: "POST", path: "/api/v3/userDataStream", weight: 2 },
    keepalive: {
      method: "PUT",
      path: "/api/v3/userDataStream",
      weight: 2,
      keyParam: "listenKey",
    },
    revoke: {
      method: "DELETE",
      path: "/api/v3/userDataStream",
      weight: 2,
      keyParam: "listenKey",
    },
    /** PUT answers `{}`, but names the key, so its success is proof that this very key lives. */
    renewBy: "keepalive",
    /** 60 minutes after each POST and each PUT. */
    lifetimeMs: 3_600_000,
    socketForms: [
      { name: "path", url: (stream, key) => `${stream}/ws/${encodeURIComponent(key)}` },
    ],
    /**
     * Source: CHANGELOG.md of https://github.com/binance/binance-spot-api-docs and
     * https://developers.binance.com/legacy-docs/binance-spot-api-docs/testnet/CHANGELOG, both of 2026-01-21. Demo mode
     * is documented as having what live has, so the day of live stands for it.
     */
    retired: {
      "api.binance.com": "2026-02-20",
      "api-gcp.binance.com": "2026-02-20",
      "api1.binance.com": "2026-02-20",
      "api2.binance.com": "2026-02-20",
      "api3.binance.com": "2026-02-20",
      "api4.binance.com": "2026-02-20",
      "testnet.binance.vision": "2026-02-04",
      "api1.testnet.binance.vision": "2026-02-04",
      "demo-api.binance.com": "2026-02-20",
    },
    successor: "userDataStream.subscribe.signature on the WebSocket API",
  },
  /**
   * Works with HMAC, RSA and Ed25519 keys, on any connection.
   *
   * Source: web-socket-api.md of https://github.com/binance/binance-spot-api-docs, "User Data Stream subscription".
   */
  subscription: { subscribeMethod: "userDataStream.subscribe.signature", weight: 2 },
  events: {
    names: [
      "executionReport",
      "outboundAccountPosition",
      "balanceUpdate",
      "listStatus",
      "externalLockUpdate",
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
   * On the hosts of the stream and on the WebSocket API alike.
   *
   * Source: web-socket-streams.md and web-socket-api.md of https://github.com/binance/binance-spot-api-docs
   */
  heartbeat: { pingEveryMs: 20_000, pongWithinMs: 60_000 },
};
