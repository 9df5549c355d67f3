/**
 * Balances or positions have changed. Only what has changed is in it.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-Balance-and-Position-Update
 */
export interface BalancePositionUpdate {
  /** Event type. */
  readonly e: "BALANCE_POSITION_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** Reason. */
  readonly m: "DEPOSIT" | "WITHDRAW" | "ORDER" | (string & {});
  /** Balances that changed. */
  readonly B: readonly BalanceState[];
  /** Positions that changed. */
  readonly P: readonly PositionState[];
}

/** An asset as it stands now. */
export interface BalanceState {
  /** Margin asset, e.g. `USDT`. */
  readonly a: string;
  /** Account balance, decimal string. */
  readonly b: string;
  /** By how much the balance changed, profit, loss and commission left out; decimal string. */
  readonly bc: string;
}

/** A position as it stands now. */
export interface PositionState {
  /** Symbol, e.g. `BTC-251123-126000-C`. */
  readonly s: string;
  /** Quantity, decimal string; negative for short. */
  readonly c: string;
  /** Value of the position, decimal string. */
  readonly p: string;
  /** Average entry price, decimal string. */
  readonly a: string;
}
