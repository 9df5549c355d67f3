import type { ListenKeyProduct } from "@listenkey/core/product";
import type { MarginRiskEvent } from "./margin-risk-event.ts";
import { sapiHosts, sapiUid } from "./sapi.ts";

/**
 * Margin calls and liabilities of the cross margin account. Its listen keys are in service.
 *
 * Source: https://developers.binance.com/docs/margin_trading/risk-data-stream with its pages Start-, Keepalive- and
 * Close-User-Data-Stream.
 */
export const risk: ListenKeyProduct<MarginRiskEvent> = {
  id: "margin-risk",
  environments: { live: { ...sapiHosts, stream: "wss://margin-stream.binance.com" } },
  pools: { rest: sapiUid },
  listenKey: {
    keySpace: "margin-risk",
    create: { method: "POST", path: "/sapi/v1/margin/listen-key", weight: 1 },
    keepalive: {
      method: "PUT",
      path: "/sapi/v1/margin/listen-key",
      weight: 1,
      keyParam: "listenKey",
    },
    /** Takes no parameter and weighs 3,000: it ends the account's stream, whatever its key. */
    revoke: { method: "DELETE", path: "/sapi/v1/margin/listen-key", weight: 3_000 },
    /** PUT answers `{}`, but names the key, so its success is proof that this very key lives. */
    renewBy: "keepalive",
    /** Disputed: the newest page says 60 minutes, an older one 24 hours. The shorter is safe under both. */
    lifetimeMs: 3_600_000,
    socketForms: [
      { name: "path", url: (stream, key) => `${stream}/ws/${encodeURIComponent(key)}` },
    ],
    /** No retirement had been announced up to 2026-10-01. */
    retired: {},
    successor: "what Binance's change log for margin trading names",
  },
  events: {
    names: ["MARGIN_LEVEL_STATUS_CHANGE", "USER_LIABILITY_CHANGE", "listenKeyExpired"],
    ids: {},
    timeField: "E",
    /** The documents promise no order between events. */
    ordered: false,
  },
  /** Not documented for this host; taken to be that of the spot stream hosts. */
  heartbeat: { pingEveryMs: 20_000, pongWithinMs: 60_000 },
};
