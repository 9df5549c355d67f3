/**
 * The greeks of the account: when a position changes, and every 10 seconds while there is one.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-Greek-Update
 */
export interface GreekUpdate {
  /** Event type. */
  readonly e: "GREEK_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Greeks, one entry for each underlying. */
  readonly G: readonly Greeks[];
}

/** The greeks of what is held in one underlying. */
export interface Greeks {
  /** Underlying, e.g. `BTCUSDT`. */
  readonly u: string;
  /** Delta, decimal string. */
  readonly d: string;
  /** Gamma, decimal string. */
  readonly g: string;
  /** Theta, decimal string. */
  readonly t: string;
  /** Vega, decimal string. */
  readonly v: string;
}
