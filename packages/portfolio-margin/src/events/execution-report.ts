import type { OrderSide, SelfTradePrevention } from "./order-terms.ts";

/**
 * An order of cross margin was created, or its state has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/portfolio-margin/user-data-streams/Event-Margin-Order-Update
 */
export interface ExecutionReport {
  /** Event type. */
  readonly e: "executionReport";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Symbol, e.g. `ETHBTC`. */
  readonly s: string;
  /** Client order id; on a cancel, that of the request. */
  readonly c: string;
  /** Side. */
  readonly S: OrderSide;
  /** Order type. */
  readonly o:
    | "LIMIT"
    | "MARKET"
    | "STOP_LOSS"
    | "STOP_LOSS_LIMIT"
    | "TAKE_PROFIT"
    | "TAKE_PROFIT_LIMIT"
    | "LIMIT_MAKER"
    | (string & {});
  /** Time in force. */
  readonly f: "GTC" | "IOC" | "FOK" | (string & {});
  /** Quantity, decimal string. */
  readonly q: string;
  /** Limit price, decimal string; zero where the order has none. */
  readonly p: string;
  /** Stop price, decimal string; zero where the order has none. */
  readonly P: string;
  /** Trailing delta in basis points. Only with trailing-stop orders. */
  readonly d?: number;
  /** Iceberg quantity, decimal string. Only with iceberg orders, or zero. */
  readonly F?: string;
  /** Order list id; `"-1"` where the order is in none. */
  readonly g: string;
  /** On a cancel, the client order id that the order was placed under; else `""`. */
  readonly C: string;
  /** Execution type: what happened. `REJECTED` only where the new leg of a cancel-replace was refused. */
  readonly x:
    | "NEW"
    | "CANCELED"
    | "REJECTED"
    | "TRADE"
    | "EXPIRED"
    | "TRADE_PREVENTION"
    | (string & {});
  /** Order status now. */
  readonly X:
    | "NEW"
    | "PARTIALLY_FILLED"
    | "FILLED"
    | "CANCELED"
    | "REJECTED"
    | "EXPIRED"
    | "EXPIRED_IN_MATCH"
    | (string & {});
  /** Why it was refused: `NONE`, or an error code. */
  readonly r: string;
  /** Order id. */
  readonly i: string;
  /** Quantity of this fill, decimal string; zero where there was none. */
  readonly l: string;
  /** Quantity filled so far, decimal string. */
  readonly z: string;
  /** Price of this fill, decimal string; zero where there was none. */
  readonly L: string;
  /** Commission of this fill, decimal string. */
  readonly n: string;
  /** Asset of the commission; `null` where there is no commission. */
  readonly N: string | null;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** Trade id, unique per symbol; `"-1"` where there was no trade. */
  readonly t: string;
  /** Prevented match id. Only after self-trade prevention. */
  readonly v?: string;
  /** Update id. */
  readonly I: string;
  /** Whether the order is on the book. */
  readonly w: boolean;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** When the order was created, epoch milliseconds. */
  readonly O: number;
  /** Quote quantity filled so far, decimal string. */
  readonly Z: string;
  /** Quote quantity of this fill, decimal string. */
  readonly Y: string;
  /** Quote quantity ordered, decimal string. Only where the order was placed with one, or zero. */
  readonly Q?: string;
  /** When the trailing began, epoch milliseconds. Only once a trailing stop is active. */
  readonly D?: number;
  /** Strategy id. Only where the order was placed with one. */
  readonly j?: string;
  /** Strategy type. Only where the order was placed with one. */
  readonly J?: number;
  /** Since when the order works, epoch milliseconds. Only where it is on the book. */
  readonly W?: number;
  /** Self-trade prevention. */
  readonly V: SelfTradePrevention;
  /** Trade group id. Only after self-trade prevention within a trade group. */
  readonly u?: string;
  /** Order id of the counterpart. Only after self-trade prevention. */
  readonly U?: string;
  /** Quantity prevented so far, decimal string. Only after self-trade prevention. */
  readonly A?: string;
  /** Quantity prevented last, decimal string. Only after self-trade prevention. */
  readonly B?: string;
  /** Symbol of the counterpart. Only after self-trade prevention (since 2026-04-09). */
  readonly Cs?: string;
  /** Quantity of the prevented execution, decimal string. Only after self-trade prevention (since 2026-04-09). */
  readonly pl?: string;
  /** Price of the prevented execution, decimal string. Only after self-trade prevention (since 2026-04-09). */
  readonly pL?: string;
  /** Quote quantity of the prevented execution, decimal string. Only after self-trade prevention (since 2026-04-09). */
  readonly pY?: string;
  /** Why it expired, e.g. `INSUFFICIENT_LIQUIDITY`. Only where it has (since 2026-04-09). */
  readonly eR?: string;
}
