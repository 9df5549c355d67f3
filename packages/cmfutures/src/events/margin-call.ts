import type { PositionSide } from "./order-terms.ts";

/**
 * A position's risk is too high. A warning only: the position may be liquidated by the time it arrives. It has no
 * transaction time.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-Margin-Call
 */
export interface MarginCall {
  /** Event type. */
  readonly e: "MARGIN_CALL";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Account alias, e.g. `SfsR`. */
  readonly i: string;
  /** Cross wallet balance, decimal string. Only where a crossed position is concerned. */
  readonly cw?: string;
  /** The positions concerned. */
  readonly p: readonly MarginCallPosition[];
}

/** A position that lacks margin. */
export interface MarginCallPosition {
  /** Symbol. */
  readonly s: string;
  /** Position side. */
  readonly ps: PositionSide;
  /** Amount in contracts, decimal string. */
  readonly pa: string;
  /** Margin type, in upper case here. */
  readonly mt: "CROSSED" | "ISOLATED" | (string & {});
  /** Isolated wallet, decimal string. Meaningful only for an isolated position. */
  readonly iw: string;
  /** Mark price, decimal string. */
  readonly mp: string;
  /** Unrealized profit, decimal string. */
  readonly up: string;
  /** Maintenance margin that the position needs, decimal string. */
  readonly mm: string;
}
