/**
 * A setting of the account has changed: the leverage of a symbol in {@link ac}, or the multi-assets mode in {@link ai}.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Account-Configuration-Update-previous-Leverage-Update
 */
export interface AccountConfigUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_CONFIG_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Leverage of a symbol. Only where that has changed. */
  readonly ac?: LeverageSetting;
  /** Setting of the whole account. Only where that has changed. */
  readonly ai?: AccountSetting;
}

/** The leverage of a symbol. */
export interface LeverageSetting {
  /** Symbol. */
  readonly s: string;
  /** Leverage, e.g. 25. */
  readonly l: number;
}

/** A setting of the whole account. */
export interface AccountSetting {
  /** Whether the account is in multi-assets mode. */
  readonly j: boolean;
}
