import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the spot user data stream.
 *
 * `allocationReport` is left out: it stands in the binary schema alone, and arrives as an unknown event.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs
 */
export interface SpotEvent extends AccountEvent {
  readonly e:
    | "executionReport"
    | "outboundAccountPosition"
    | "balanceUpdate"
    | "listStatus"
    /** Since 2024-12. */
    | "externalLockUpdate"
    /** On the WebSocket API: a subscription has ended. */
    | "eventStreamTerminated"
    /** On the WebSocket API: the connection is about to end. */
    | "serverShutdown"
    /** On listen-key streams. */
    | "listenKeyExpired";
}
