/**
 * Losses of the open orders of cross margin, by asset.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-OpenOrderLoss-Update
 */
export interface OpenOrderLoss {
  /** Event type. */
  readonly e: "openOrderLoss";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Losses. */
  readonly O: readonly AssetLoss[];
}

/** The loss of the open orders in one asset. */
export interface AssetLoss {
  /** Asset. */
  readonly a: string;
  /** Amount, signed decimal string. */
  readonly o: string;
}
