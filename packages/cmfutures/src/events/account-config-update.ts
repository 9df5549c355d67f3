/**
 * The leverage of a symbol has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-Account-Configuration-Update
 */
export interface AccountConfigUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_CONFIG_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Leverage of a symbol. */
  readonly ac: LeverageSetting;
}

/** The leverage of a symbol. */
export interface LeverageSetting {
  /** Symbol. */
  readonly s: string;
  /** Leverage, e.g. 25. */
  readonly l: number;
}
