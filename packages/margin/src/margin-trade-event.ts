import type { BalanceUpdate } from "./events/balance-update.ts";
import type { EventStreamTerminated } from "./events/event-stream-terminated.ts";
import type { ExecutionReport } from "./events/execution-report.ts";
import type { ListStatus } from "./events/list-status.ts";
import type { ListenKeyExpired } from "./events/listen-key-expired.ts";
import type { MarginLevelStatusChange } from "./events/margin-level-status-change.ts";
import type { OutboundAccountPosition } from "./events/outbound-account-position.ts";
import type { ServerShutdown } from "./events/server-shutdown.ts";
import type { UserLiabilityChange } from "./events/user-liability-change.ts";

/**
 * The payload of an event of the trade stream of a cross or isolated margin account, told apart by `e`.
 *
 * Fields are as the exchange names them, case included. Enums are open: a value that is not listed may come. Fields that
 * no page documents are kept, and are not typed. Times are epoch milliseconds; epoch microseconds on a WebSocket API whose
 * URL says `timeUnit=MICROSECOND`.
 *
 * `UserLiabilityChange` and `MarginLevelStatusChange` are documented on the risk stream, `margin.risk`, alone. They are
 * here because types of Binance's own JavaScript client have them on this stream too, and a margin call that comes should
 * be known as one. Do not count on them here.
 *
 * Source: https://developers.binance.com/docs/margin_trading/trade-data-stream, one page an event.
 */
export type MarginTradeEvent =
  | ExecutionReport
  | OutboundAccountPosition
  | BalanceUpdate
  | ListStatus
  | UserLiabilityChange
  | MarginLevelStatusChange;

/** By these the exchange speaks about the stream itself. A stream acts on them and does not deliver them. */
export type MarginTradeControlEvent = EventStreamTerminated | ServerShutdown | ListenKeyExpired;
