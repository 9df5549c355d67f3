import type { AccountEvent } from "@listenkey/core/product";

/**
 * An event of the portfolio margin pro stream, which tells of risk only: orders and positions of such an account
 * come on its USD-M, COIN-M and margin streams.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/portfolio-margin-pro-user-data-stream
 */
export interface PortfolioMarginProEvent extends AccountEvent {
  readonly e:
    | "riskLevelChange"
    /** Every five seconds, since 2026-04-17. */
    | "PM_PRO_ACCOUNT_UPDATE"
    /** Since 2026-10-29, for accounts that switched the notification on. Its fields are not documented. */
    | "uniMMRDrop";
}
