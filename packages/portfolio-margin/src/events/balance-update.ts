/**
 * A deposit, withdrawal or transfer has changed a balance of cross margin.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Margin-Balance-Update
 */
export interface BalanceUpdate {
  /** Event type. */
  readonly e: "balanceUpdate";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Asset. */
  readonly a: string;
  /** By how much the balance changed, signed decimal string. */
  readonly d: string;
  /** Update id. */
  readonly U: string;
  /** When it was cleared, epoch milliseconds. */
  readonly T: number;
}
