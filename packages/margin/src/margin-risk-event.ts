import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the cross margin risk stream.
 *
 * Source: https://developers.binance.com/docs/margin_trading/risk-data-stream, one page an event; `listenKeyExpired`
 * stands only in Binance's own JavaScript client.
 */
export interface MarginRiskEvent extends AccountEvent {
  readonly e: "MARGIN_LEVEL_STATUS_CHANGE" | "USER_LIABILITY_CHANGE" | "listenKeyExpired";
}
