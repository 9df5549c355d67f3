import type { FaultBook } from "../faults/faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { ApiKeys } from "../model/api-keys.ts";
import type { Limits } from "../model/limits.ts";
import type { ListenTokens } from "../model/listen-tokens.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { Timers } from "../time/timers.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** What the WebSocket API stands on. */
export interface WsApiDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly dialect: Dialect;
  readonly apiKeys: ApiKeys;
  readonly limits: Limits;
  readonly tokens: ListenTokens;
  readonly subscriptions: Subscriptions;
}
