import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the USD-M futures user data stream.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams, one page an event.
 */
export interface UmfuturesEvent extends AccountEvent {
  readonly e:
    | "ORDER_TRADE_UPDATE"
    | "ACCOUNT_UPDATE"
    /** Conditional orders, since 2025-12-09. */
    | "ALGO_UPDATE"
    | "TRADE_LITE"
    | "ACCOUNT_CONFIG_UPDATE"
    | "MARGIN_CALL"
    | "STRATEGY_UPDATE"
    /** Deprecated. */
    | "GRID_UPDATE"
    /** Deprecated since 2025-12-15. */
    | "CONDITIONAL_ORDER_TRIGGER_REJECT"
    | "listenKeyExpired";
}
