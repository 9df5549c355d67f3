/**
 * Sums of the account: on a deposit or withdrawal, when a position changes, and every 10 seconds while there is one.
 * Everything is in USDT.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-Account-data
 */
export interface AccountUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Account equity, decimal string. */
  readonly eq: string;
  /** Adjusted account equity, decimal string. */
  readonly aeq: string;
  /** Wallet balance, decimal string. */
  readonly b: string;
  /** Value of the positions, decimal string. */
  readonly m: string;
  /** Unrealized profit, decimal string. */
  readonly u: string;
  /** Initial margin, decimal string. */
  readonly i: string;
  /** Maintenance margin, decimal string. */
  readonly M: string;
}
