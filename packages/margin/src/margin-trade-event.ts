import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the trade stream of a cross or isolated margin account. The payloads are those of spot.
 *
 * Source: https://developers.binance.com/docs/margin_trading/trade-data-stream, one page an event.
 */
export interface MarginTradeEvent extends AccountEvent {
  readonly e:
    | "executionReport"
    | "outboundAccountPosition"
    | "balanceUpdate"
    | "listStatus"
    /** On the WebSocket API: the token has run out. */
    | "eventStreamTerminated"
    /** On the WebSocket API: the connection is about to end. */
    | "serverShutdown"
    /** On listen-key streams. */
    | "listenKeyExpired";
}
