import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the portfolio margin user data stream: USD-M, COIN-M and cross margin on one connection.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams, one page an event.
 */
export interface PortfolioMarginEvent extends AccountEvent {
  readonly e:
    | "ORDER_TRADE_UPDATE"
    | "ACCOUNT_UPDATE"
    | "ACCOUNT_CONFIG_UPDATE"
    | "CONDITIONAL_ORDER_TRADE_UPDATE"
    /** Since 2026-04-28. */
    | "ALGO_UPDATE"
    | "executionReport"
    | "outboundAccountPosition"
    | "balanceUpdate"
    | "liabilityChange"
    | "openOrderLoss"
    | "riskLevelChange"
    | "listenKeyExpired";
}
