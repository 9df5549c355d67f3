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
 * A conditional order of futures was created, or its state has changed. Once triggered, `ORDER_TRADE_UPDATE` also speaks
 * of the order that it became, under the id in `ao.ai`. Since 2026-04-28.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams
 */
export interface AlgoUpdate {
  /** Event type. */
  readonly e: "ALGO_UPDATE";
  /** Transaction time, epoch milliseconds. */
  readonly T: number;
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Business unit. */
  readonly fs: BusinessUnit;
  /** The conditional order. */
  readonly ao: AlgoOrderState;
}

/** A conditional order as it stands now. */
export interface AlgoOrderState {
  /** Client algo id. */
  readonly caid: string;
  /** Algo id: that of the conditional order. */
  readonly aid: string;
  /** Algo type. */
  readonly at: "CONDITIONAL" | (string & {});
  /** Order type. */
  readonly o: ConditionalOrderType;
  /** Symbol. */
  readonly s: string;
  /** Side. */
  readonly S: OrderSide;
  /** Position side. */
  readonly ps: PositionSide;
  /** Time in force. */
  readonly f: TimeInForce;
  /** Quantity, decimal string. */
  readonly q: string;
  /** Algo status. */
  readonly X: AlgoStatus;
  /** Id of the order that it became; `""` until it triggers. */
  readonly ai: string;
  /** Average price of that order's fills, decimal string. Meaningful once triggered. */
  readonly ap: string;
  /** Quantity of that order's fills, decimal string. Meaningful once triggered. */
  readonly aq: string;
  /** Type of that order; `"0"` until it triggers. */
  readonly act: string;
  /** Trigger price, decimal string. */
  readonly tp: string;
  /** Limit price, decimal string. */
  readonly p: string;
  /** Self-trade prevention. */
  readonly V: SelfTradePrevention;
  /** Which price the trigger price watches. */
  readonly wt: WorkingType;
  /** Price match mode. */
  readonly pm: PriceMatch;
  /** Whether it closes the whole position. */
  readonly cp: boolean;
  /** Whether price protection is on. */
  readonly pP: boolean;
  /** Whether the order may only reduce a position. */
  readonly R: boolean;
  /** When it triggered, epoch milliseconds; 0 before. */
  readonly tt: number;
  /** When a `GTD` order is cancelled, epoch milliseconds; 0 for other orders. */
  readonly gtd: number;
  /** Why it failed, in words. The documents show it on a plain cancel too. */
  readonly rm?: string;
  /**
   * Whether a trailing stop has been activated. Meaningful for `TRAILING_STOP_MARKET` only: such an order may be told
   * as `NEW` twice, the second time with `true`. Since August 2026.
   */
  readonly ia?: boolean;
}

/**
 * Where a conditional order stands: accepted (`NEW`), its condition met (`TRIGGERING`), its order in the book
 * (`TRIGGERED`), that order filled or cancelled (`FINISHED`), refused by the matching engine (`REJECTED`), cancelled by
 * the user (`CANCELED`) or by the exchange (`EXPIRED`).
 */
export type AlgoStatus =
  | "NEW"
  | "CANCELED"
  | "TRIGGERING"
  | "TRIGGERED"
  | "FINISHED"
  | "REJECTED"
  | "EXPIRED"
  | (string & {});
