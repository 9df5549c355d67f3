import type { PositionSide } from "./order-terms.ts";

/**
 * Balances or positions have changed, or the margin type of one. Never sent for orders that are not filled.
 *
 * An asset or symbol that is missing is as it was.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-Balance-and-Position-Update
 */
export interface AccountUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** Account alias, e.g. `SfsR`. */
  readonly i: string;
  /** What changed. */
  readonly a: AccountUpdateData;
}

/** What changed, and why. */
export interface AccountUpdateData {
  /** Reason. */
  readonly m: AccountUpdateReason;
  /** Balances that changed. */
  readonly B: readonly BalanceState[];
  /**
   * Positions. The page says that all symbols are in it; that of USD-M says only those that changed. Do not take a
   * missing one for closed. May be missing on a funding fee of a crossed position.
   */
  readonly P?: readonly PositionState[];
  /** Symbol that the fee belongs to. Only where {@link m} is `FUNDING_FEE` (since August 2026). */
  readonly S?: string;
}

/**
 * Why balances or positions changed. A `FUNDING_FEE` of a crossed position comes without positions, that of an isolated
 * one with that position.
 */
export type AccountUpdateReason =
  | "DEPOSIT"
  | "WITHDRAW"
  | "ORDER"
  | "FUNDING_FEE"
  | "ADJUSTMENT"
  | "INSURANCE_CLEAR"
  | "ADMIN_DEPOSIT"
  | "ADMIN_WITHDRAW"
  | "MARGIN_TRANSFER"
  | "MARGIN_TYPE_CHANGE"
  | "ASSET_TRANSFER"
  | "COIN_SWAP_DEPOSIT"
  | "COIN_SWAP_WITHDRAW"
  | (string & {});

/** An asset as it stands now. */
export interface BalanceState {
  /** Asset, e.g. `BTC`. */
  readonly a: string;
  /** Wallet balance, decimal string. */
  readonly wb: string;
  /** Cross wallet balance, decimal string. */
  readonly cw: string;
  /** By how much the balance changed, profit, loss and commission left out; decimal string. */
  readonly bc: string;
}

/** A position as it stands now. */
export interface PositionState {
  /** Symbol. */
  readonly s: string;
  /** Amount in contracts, decimal string; negative for short. */
  readonly pa: string;
  /** Entry price, decimal string. */
  readonly ep: string;
  /** Breakeven price, decimal string. */
  readonly bep: string;
  /** Realized profit of the position so far, before fees; decimal string. */
  readonly cr: string;
  /** Unrealized profit, decimal string. */
  readonly up: string;
  /** Margin type, in lower case here. */
  readonly mt: "cross" | "isolated" | (string & {});
  /** Isolated wallet, decimal string. Meaningful only for an isolated position. */
  readonly iw: string;
  /** Position side. */
  readonly ps: PositionSide;
}
