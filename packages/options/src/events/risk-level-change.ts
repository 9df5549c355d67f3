/**
 * The risk level of the account has changed. For VIP and market-maker accounts only. Once it is `REDUCE_ONLY`, the level
 * is looked at again only on transfers, fills and expiries. It has no transaction time.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-Risk-level-change
 */
export interface RiskLevelChange {
  /** Event type. */
  readonly e: "RISK_LEVEL_CHANGE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Risk level now. */
  readonly s: "NORMAL" | "REDUCE_ONLY" | (string & {});
  /** Margin balance, decimal string. */
  readonly mb: string;
  /** Maintenance margin, decimal string. */
  readonly mm: string;
}
