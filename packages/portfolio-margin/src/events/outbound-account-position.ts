/**
 * Balances of cross margin that an event may have changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Margin-Account-Update
 */
export interface OutboundAccountPosition {
  /** Event type. */
  readonly e: "outboundAccountPosition";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** When the account was last updated, epoch milliseconds. */
  readonly u: number;
  /** Update id. */
  readonly U: string;
  /** Balances. */
  readonly B: readonly MarginBalance[];
}

/** An asset of cross margin as it stands now. */
export interface MarginBalance {
  /** Asset. */
  readonly a: string;
  /** Free amount, decimal string. */
  readonly f: string;
  /** Locked amount, decimal string. */
  readonly l: string;
}
