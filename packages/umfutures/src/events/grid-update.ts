import type { StrategyStatus } from "./strategy-update.ts";

/**
 * An order of a grid was filled, in part or whole. Deprecated by the exchange.
 *
 * Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams/Event-GRID-UPDATE
 */
export interface GridUpdate {
  /** Event type. */
  readonly e: "GRID_UPDATE";
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** The grid. */
  readonly gu: GridState;
}

/** A grid as it stands now. */
export interface GridState {
  /** Strategy id. */
  readonly si: string;
  /** Kind of strategy, e.g. `GRID`. */
  readonly st: "GRID" | (string & {});
  /** Status. */
  readonly ss: StrategyStatus;
  /** Symbol. */
  readonly s: string;
  /** Realized profit, decimal string. */
  readonly r: string;
  /** Average price of what is not matched, decimal string. */
  readonly up: string;
  /** Quantity that is not matched, decimal string. */
  readonly uq: string;
  /** Fee of what is not matched, decimal string. */
  readonly uf: string;
  /** Profit of what is matched, decimal string. */
  readonly mp: string;
  /** When it changed, epoch milliseconds. */
  readonly ut: number;
}
