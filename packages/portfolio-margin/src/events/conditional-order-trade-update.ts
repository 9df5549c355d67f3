import type { BusinessUnit } from "./business-unit.ts";
import type {
  ConditionalOrderType,
  OrderSide,
  PositionSide,
  PriceMatch,
  SelfTradePrevention,
  TimeInForce,
  WorkingType,
} from "./order-terms.ts";

/**
 * A conditional order of futures was created, or its state has changed. On USD-M, `ALGO_UPDATE` has taken its place
 * since 2026-04-28.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Conditional-Order-Trade-Update
 */
export interface ConditionalOrderTradeUpdate {
  /** Event type. */
  readonly e: "CONDITIONAL_ORDER_TRADE_UPDATE";
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Business unit. */
  readonly fs: BusinessUnit;
  /** The conditional order. */
  readonly so: ConditionalOrderState;
}

/** A conditional order as it stands now. Quantities are in contracts on COIN-M. */
export interface ConditionalOrderState {
  /** Symbol. */
  readonly s: string;
  /** Client order id of the strategy. */
  readonly c: string;
  /** Strategy id: that of the conditional order. */
  readonly si: string;
  /** Side. */
  readonly S: OrderSide;
  /** Strategy type. */
  readonly st: ConditionalOrderType;
  /** Time in force. */
  readonly f: TimeInForce;
  /** Quantity, decimal string. */
  readonly q: string;
  /** Limit price, decimal string; `"0"` where the order has none. */
  readonly p: string;
  /** Stop price, decimal string. Meaningless for `TRAILING_STOP_MARKET`. */
  readonly sp: string;
  /** Status. */
  readonly os: "NEW" | "CANCELED" | "EXPIRED" | "TRIGGERED" | "FINISHED" | (string & {});
  /** When it was placed, epoch milliseconds ("order book time"). */
  readonly T: number;
  /** When it changed, epoch milliseconds. */
  readonly ut: number;
  /** Whether the order may only reduce a position. */
  readonly R: boolean;
  /** Which price the stop price watches. */
  readonly wt: WorkingType;
  /** Position side. */
  readonly ps: PositionSide;
  /** Whether it closes the whole position. */
  readonly cp: boolean;
  /** Activation price, decimal string. Only with `TRAILING_STOP_MARKET`. */
  readonly AP?: string;
  /** Callback rate in percent, decimal string. Only with `TRAILING_STOP_MARKET`. */
  readonly cr?: string;
  /** Id of the order that it became. Only once triggered, though the page's example of a new one shows it. */
  readonly i?: string;
  /** Self-trade prevention. */
  readonly V: SelfTradePrevention;
  /** When a `GTD` order is cancelled, epoch milliseconds; 0 for other orders. */
  readonly gtd: number;
  /** Price match mode. Announced on 2024-09-06, and not on the page. */
  readonly pm?: PriceMatch;
}
