import type { PositionSide } from "./order-terms.ts";

/**
 * Balances or positions have changed, or the margin type of one. Never sent for orders that are not filled.
 *
 * Only what has changed is in it: an asset or symbol that is missing is as it was.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-Balance-and-Position-Update
 */
export interface AccountUpdate {
  /** Event type. */
  readonly e: "ACCOUNT_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
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
   * Positions that changed. Empty where only an asset changed; may be missing on a funding fee of a crossed position.
   * For a symbol it has the `BOTH` entry, and `LONG` and `SHORT` where they changed or are isolated.
   */
  readonly P?: readonly PositionState[];
  /** Symbol that the fee belongs to. Only where {@link m} is `FUNDING_FEE` (since August 2026). */
  readonly S?: string;
}

/**
 * Why balances or positions changed. A `FUNDING_FEE` of a crossed position comes without positions, that of an isolated
 * one with that position. `ADL` is on no page; clients have seen it.
 */
export type AccountUpdateReason =
  | "DEPOSIT"
  | "WITHDRAW"
  | "ORDER"
  | "FUNDING_FEE"
  | "WITHDRAW_REJECT"
  | "ADJUSTMENT"
  | "INSURANCE_CLEAR"
  | "ADMIN_DEPOSIT"
  | "ADMIN_WITHDRAW"
  | "MARGIN_TRANSFER"
  | "MARGIN_TYPE_CHANGE"
  | "ASSET_TRANSFER"
  | "OPTIONS_PREMIUM_FEE"
  | "OPTIONS_SETTLE_PROFIT"
  | "AUTO_EXCHANGE"
  | "COIN_SWAP_DEPOSIT"
  | "COIN_SWAP_WITHDRAW"
  | "ADL"
  | (string & {});

/** An asset as it stands now. */
export interface BalanceState {
  /** Asset, e.g. `USDT`. */
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
  /** Amount, decimal string; negative for short. */
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
