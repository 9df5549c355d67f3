/**
 * A liability of cross margin has changed. It has no transaction time.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Liability-Update
 */
export interface LiabilityChange {
  /** Event type. */
  readonly e: "liabilityChange";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Asset. */
  readonly a: string;
  /** What changed it, e.g. `BORROW`. */
  readonly t: "BORROW" | (string & {});
  /** Transaction id, beyond 2^53: not a time. */
  readonly T: string;
  /** Principal, decimal string. */
  readonly p: string;
  /** Interest, decimal string. */
  readonly i: string;
  /** Whole liability, decimal string. */
  readonly l: string;
}
