/**
 * The exchange has ended a subscription of the WebSocket API: its token ran out, its session logged out, or it was
 * unsubscribed. Nothing in it tells which.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "Event Stream Terminated".
 */
export interface EventStreamTerminated {
  /** Event type. */
  readonly e: "eventStreamTerminated";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
}
