import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the COIN-M futures user data stream.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams, one page an event.
 */
export interface CmfuturesEvent extends AccountEvent {
  readonly e:
    | "ORDER_TRADE_UPDATE"
    | "ACCOUNT_UPDATE"
    /** Conditional orders. On no official COIN-M page yet; seen since COIN-M joined USD-M on 2026-06-30. */
    | "ALGO_UPDATE"
    | "ACCOUNT_CONFIG_UPDATE"
    | "MARGIN_CALL"
    | "STRATEGY_UPDATE"
    /** Deprecated. */
    | "GRID_UPDATE"
    | "listenKeyExpired";
}
