/**
 * Balances have changed. Lists the assets that the change may have touched, each with its balance now.
 *
 * Source: user-data-stream.md of https://github.com/binance/binance-spot-api-docs, "Account Update".
 */
export interface OutboundAccountPosition {
  /** Event type. */
  readonly e: "outboundAccountPosition";
  /** When the event was sent, in epoch milliseconds. */
  readonly E: number;
  /**
   * When the account was last updated, in epoch milliseconds. Comparable with `updateTime` of `GET /api/v3/account`: a
   * snapshot with a later one holds this event already.
   */
  readonly u: number;
  /** The balances. */
  readonly B: readonly AssetBalance[];
}

/** The balance of one asset. */
export interface AssetBalance {
  /** Asset, e.g. `ETH`. */
  readonly a: string;
  /** Free amount, a decimal string. */
  readonly f: string;
  /** Amount locked in orders, a decimal string. */
  readonly l: string;
}
