import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the options user data stream, as rebuilt in December 2025.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams, one page an event.
 */
export interface OptionsEvent extends AccountEvent {
  readonly e:
    | "ORDER_TRADE_UPDATE"
    | "ACCOUNT_UPDATE"
    | "BALANCE_POSITION_UPDATE"
    | "GREEK_UPDATE"
    | "RISK_LEVEL_CHANGE"
    | "listenKeyExpired";
}
