/**
 * A strategy was created, or its state has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-STRATEGY-UPDATE
 */
export interface StrategyUpdate {
  /** Event type. */
  readonly e: "STRATEGY_UPDATE";
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** The strategy. */
  readonly su: StrategyState;
}

/** A strategy as it stands now. */
export interface StrategyState {
  /** Strategy id. */
  readonly si: string;
  /** Kind of strategy, e.g. `GRID`. */
  readonly st: "GRID" | (string & {});
  /** Status. */
  readonly ss: StrategyStatus;
  /** Symbol. */
  readonly s: string;
  /** When it changed, epoch milliseconds. */
  readonly ut: number;
  /**
   * Why: 8001 parameters updated, 8002 cancelled by the user, 8003 order placed or cancelled by hand, 8004 stop limit
   * reached, 8005 position liquidated, 8006 too many open orders, 8007 new grid order, 8008 too little margin,
   * 8009 price out of bounds, 8010 market closed or paused, 8011 position could not be closed, 8012 notional limit of
   * the leverage, 8013 identity check or jurisdiction, 8014 only reduce-only orders allowed, 8015 position empty or
   * liquidated.
   */
  readonly c: number;
}

/** Where a strategy or grid stands. `CANCELLED` has two L here. */
export type StrategyStatus = "NEW" | "WORKING" | "CANCELLED" | "EXPIRED" | (string & {});
