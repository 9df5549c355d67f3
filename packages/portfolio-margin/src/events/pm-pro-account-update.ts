/**
 * Sums of a portfolio margin pro account, every five seconds. Since 2026-04-17.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin-pro/portfolio-margin-pro-user-data-stream
 */
export interface PmProAccountUpdate {
  /** Event type. */
  readonly e: "PM_PRO_ACCOUNT_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Unified maintenance margin ratio (uniMMR), decimal string. */
  readonly u: string;
  /** Account equity in USD, decimal string. */
  readonly eq: string;
  /** Actual equity in USD, without collateral rate; decimal string. */
  readonly ae: string;
  /** Initial margin in USD, decimal string. */
  readonly im: string;
  /** Maintenance margin in USD, decimal string. */
  readonly mm: string;
  /** Available balance in USD, decimal string. */
  readonly avb: string;
  /** The most that can be withdrawn in USD, virtual; decimal string. */
  readonly vmw: string;
}
