/**
 * An order was created, or its state has changed.
 *
 * Source: https://developers.binance.com/docs/derivatives/options-trading/user-data-streams/Event-Order-update
 */
export interface OrderTradeUpdate {
  /** Event type. */
  readonly e: "ORDER_TRADE_UPDATE";
  /** Event time, epoch milliseconds: when it was sent. */
  readonly E: number;
  /** Transaction time, epoch milliseconds: when the matching engine did it. */
  readonly T: number;
  /** The order. */
  readonly o: OrderState;
}

/** An order as it stands now, with what happened to it last. */
export interface OrderState {
  /** Symbol, e.g. `BTC-251123-126000-C`. */
  readonly s: string;
  /** Client order id. */
  readonly c: string;
  /** Side. */
  readonly S: OrderSide;
  /** Order type. `LIMIT` alone; the page's own example is of futures. */
  readonly o: OrderType;
  /** Time in force. */
  readonly f: TimeInForce;
  /** Original quantity, decimal string. */
  readonly q: string;
  /** Original price, decimal string. */
  readonly p: string;
  /** Average price of the fills so far, decimal string. */
  readonly ap: string;
  /** Execution type: what happened. */
  readonly x: ExecutionType;
  /** Order status now. */
  readonly X: OrderStatus;
  /** Order id. Beyond 2^53 in practice. */
  readonly i: string;
  /** Quantity of this fill, decimal string; `"0"` where there was none. */
  readonly l: string;
  /** Quantity filled so far, decimal string. */
  readonly z: string;
  /** Price of this fill, decimal string; `"0"` where there was none. */
  readonly L: string;
  /** Asset of the commission. Absent where there is no commission. */
  readonly N?: string;
  /** Commission of this fill, decimal string; **negative where a fee is charged**. Absent where there is none. */
  readonly n?: string;
  /** Time of the trade, or of what else happened, epoch milliseconds. */
  readonly T: number;
  /** Trade id; `"0"` where there was no trade. */
  readonly t: string;
  /** Quantity of the open buy orders, decimal string. */
  readonly b: string;
  /** Quantity of the open sell orders, decimal string. */
  readonly a: string;
  /** Whether this fill was on the maker side. */
  readonly m: boolean;
  /** Whether the order may only reduce a position. */
  readonly R: boolean;
  /** Order type as placed. */
  readonly ot: OrderType;
  /** Profit that this fill realized, decimal string. */
  readonly rp: string;
  /** Self-trade prevention (since 2026-03-19). */
  readonly V?: SelfTradePrevention;
}

/** Which way an order trades. */
export type OrderSide = "BUY" | "SELL" | (string & {});

/** The kind of an order. */
export type OrderType = "LIMIT" | (string & {});

/** How long an order stays. */
export type TimeInForce = "GTC" | "IOC" | "FOK" | "GTX" | (string & {});

/** What happened to an order. */
export type ExecutionType = "NEW" | "CANCELED" | "EXPIRED" | "TRADE" | (string & {});

/** Where an order stands. */
export type OrderStatus =
  | "NEW"
  | "PARTIALLY_FILLED"
  | "FILLED"
  | "CANCELED"
  | "EXPIRED"
  | "EXPIRED_IN_MATCH"
  | (string & {});

/** What happens where an order would trade against its own account. */
export type SelfTradePrevention =
  | "EXPIRE_TAKER"
  | "EXPIRE_MAKER"
  | "EXPIRE_BOTH"
  | "NONE"
  | (string & {});
