/**
 * The risk level of the account has changed. On portfolio margin and portfolio margin pro alike. The page's title spells
 * it `RISK_LEVEL_CHANGE`; the exchange sends `riskLevelChange`.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-riskLevelChange
 */
export interface RiskLevelChange {
  /** Event type. */
  readonly e: "riskLevelChange";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Unified maintenance margin ratio (uniMMR), decimal string. */
  readonly u: string;
  /** Risk level now. */
  readonly s: "MARGIN_CALL" | "REDUCE_ONLY" | "FORCE_LIQUIDATION" | (string & {});
  /** Account equity in USD, decimal string. */
  readonly eq: string;
  /** Actual equity in USD, without collateral rate; decimal string. */
  readonly ae: string;
  /** Maintenance margin of the account in USD, decimal string. */
  readonly m: string;
}
