/**
 * The exchange has ended a subscription of the WebSocket API: its token ran out, or it was unsubscribed. Nothing in it
 * tells which. The connection stays open.
 *
 * Source: https://developers.binance.com/docs/margin_trading/trade-data-stream/Listen-Token-Websocket-API
 */
export interface EventStreamTerminated {
  /** Event type. */
  readonly e: "eventStreamTerminated";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
}
