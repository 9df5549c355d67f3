import type { BusinessUnit } from "./business-unit.ts";

/**
 * The leverage of a symbol of futures has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Futures-Account-Configuration-Update
 */
export interface AccountConfigUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_CONFIG_UPDATE";
  /** Business unit. The page's example pairs `UM` with a symbol of COIN-M. */
  readonly fs: BusinessUnit;
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
