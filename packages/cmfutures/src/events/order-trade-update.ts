import type {
  ExecutionType,
  OrderSide,
  OrderStatus,
  OrderType,
  PositionSide,
  PriceMatch,
  SelfTradePrevention,
  TimeInForce,
  WorkingType,
} from "./order-terms.ts";

/**
 * An order was created, or its state has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/coin-margined-futures/user-data-streams/Event-Order-Update
 */
export interface OrderTradeUpdate {
  /** Event type. */
  readonly e: "ORDER_TRADE_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** Account alias, e.g. `SfsR`. */
  readonly i: string;
  /** The order. */
  readonly o: OrderState;
}

/** An order as it stands now, with what happened to it last. */
export interface OrderState {
  /** Symbol, e.g. `BTCUSD_PERP`. */
  readonly s: string;
  /**
   * Client order id. `autoclose-…` is a liquidation order, `adl_autoclose` auto-deleveraging, `delivery_autoclose-…` a
   * settlement on delisting or delivery.
   */
  readonly c: string;
  /** Side. */
  readonly S: OrderSide;
  /** Order type now. */
  readonly o: OrderType;
  /** Time in force. */
  readonly f: TimeInForce;
  /** Original quantity in contracts, decimal string. */
  readonly q: string;
  /** Original price, decimal string; `"0"` where the order has none. */
  readonly p: string;
  /** Average price of the fills so far, decimal string. */
  readonly ap: string;
  /** Stop price, decimal string. Meaningless for `TRAILING_STOP_MARKET`. */
  readonly sp: string;
  /** Execution type: what happened. */
  readonly x: ExecutionType;
  /** Order status now. */
  readonly X: OrderStatus;
  /** Order id. */
  readonly i: string;
  /** Id of the amendment. Only where {@link x} is `AMENDMENT` and the request named one (since July 2026). */
  readonly M?: string;
  /** Quantity of this fill in contracts, decimal string; `"0"` where there was none. */
  readonly l: string;
  /** Quantity filled so far in contracts, decimal string. */
  readonly z: string;
  /** Price of this fill, decimal string; `"0"` where there was none. */
  readonly L: string;
  /** Margin asset, e.g. `BTC`. */
  readonly ma: string;
  /** Asset of the commission. Absent where there is no commission. */
  readonly N?: string;
  /** Commission of this fill, decimal string. Absent where there is no commission. */
  readonly n?: string;
  /** Time of the trade, or of what else happened, epoch milliseconds. */
  readonly T: number;
  /** Trade id, unique per symbol; `"0"` where there was no trade. */
  readonly t: string;
  /** Quantity of the open buy orders in the base asset, decimal string. */
  readonly b: string;
  /** Quantity of the open sell orders in the base asset, decimal string. */
  readonly a: string;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** Whether the order may only reduce a position. */
  readonly R: boolean;
  /** Which price the stop price watches. */
  readonly wt: WorkingType;
  /** Order type as placed. */
  readonly ot: OrderType;
  /** Position side. */
  readonly ps: PositionSide;
  /** Whether it closes the whole position. Pushed with conditional orders. */
  readonly cp?: boolean;
  /** Activation price, decimal string. Only with `TRAILING_STOP_MARKET`. */
  readonly AP?: string;
  /** Callback rate in percent, decimal string. Only with `TRAILING_STOP_MARKET`. */
  readonly cr?: string;
  /** Whether the trigger of the conditional order is protected. */
  readonly pP: boolean;
  /** Profit that this fill realized, decimal string. */
  readonly rp: string;
  /** Self-trade prevention. */
  readonly V: SelfTradePrevention;
  /** Price match mode. */
  readonly pm: PriceMatch;
  /**
   * Why it expired (since 2025-12-10; not in older recordings): `0` none, `1` self-trade prevention, `2` rest of an IOC
   * order, `3` rest of an IOC order by self-trade prevention, `4` knocked out by a reduce-only order of higher
   * priority, or the position would turn, `5` account liquidated, `6` GTE condition not met, `7` symbol delisted,
   * `8` stop triggered, `9` rest of a market order, `10` FOK order that could not be filled, `11` post-only order that
   * would have traded.
   */
  readonly er?: string;
}
