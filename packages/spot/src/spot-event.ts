import type { BalanceUpdate } from "./events/balance-update.ts";
import type { EventStreamTerminated } from "./events/event-stream-terminated.ts";
import type { ExecutionReport } from "./events/execution-report.ts";
import type { ExternalLockUpdate } from "./events/external-lock-update.ts";
import type { ListStatus } from "./events/list-status.ts";
import type { ListenKeyExpired } from "./events/listen-key-expired.ts";
import type { OutboundAccountPosition } from "./events/outbound-account-position.ts";
import type { ServerShutdown } from "./events/server-shutdown.ts";

/**
 * The payload of an event of the spot user data stream, told apart by `e`.
 *
 * Fields are as the exchange names them, case included. Enums are open: a value that is not listed may come. Fields that
 * no page documents are kept, and are not typed. Times are epoch milliseconds; epoch microseconds on a WebSocket API whose
 * URL says `timeUnit=MICROSECOND`. `allocationReport` is left out: it stands in the binary schema alone, and arrives as an
 * unknown event.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs
 */
export type SpotEvent =
  | ExecutionReport
  | OutboundAccountPosition
  | BalanceUpdate
  | ListStatus
  | ExternalLockUpdate;

/** By these the exchange speaks about the stream itself. A stream acts on them and does not deliver them. */
export type SpotControlEvent = EventStreamTerminated | ServerShutdown | ListenKeyExpired;
