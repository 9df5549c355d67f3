// The words of the exchange that several events use. All of them are open: new ones come without notice.

/** Which way an order trades. */
export type OrderSide = "BUY" | "SELL" | (string & {});

/** The position that an order or entry is about: `BOTH` in one-way mode, the others in hedge mode. */
export type PositionSide = "BOTH" | "LONG" | "SHORT" | (string & {});

/** The kind of an order. `LIQUIDATION` is placed by the exchange. */
export type OrderType =
  | "LIMIT"
  | "MARKET"
  | "STOP"
  | "STOP_MARKET"
  | "TAKE_PROFIT"
  | "TAKE_PROFIT_MARKET"
  | "TRAILING_STOP_MARKET"
  | "LIQUIDATION"
  | (string & {});

/** How long an order stays. `GTD`, `RPI` and `GTE_GTC` are in the pages of orders, not in those of events. */
export type TimeInForce = "GTC" | "IOC" | "FOK" | "GTX" | "GTD" | "RPI" | "GTE_GTC" | (string & {});

/** What happened to an order. `CALCULATED` is an execution by liquidation. */
export type ExecutionType =
  | "NEW"
  | "CANCELED"
  | "CALCULATED"
  | "EXPIRED"
  | "TRADE"
  | "AMENDMENT"
  | (string & {});

/** Where an order stands. `NEW_INSURANCE` and `NEW_ADL` are on no page; clients have seen them. */
export type OrderStatus =
  | "NEW"
  | "PARTIALLY_FILLED"
  | "FILLED"
  | "CANCELED"
  | "EXPIRED"
  | "EXPIRED_IN_MATCH"
  | "NEW_INSURANCE"
  | "NEW_ADL"
  | (string & {});

/** The price that a condition watches. */
export type WorkingType = "MARK_PRICE" | "CONTRACT_PRICE" | (string & {});

/** What happens where an order would trade against its own account. */
export type SelfTradePrevention =
  | "EXPIRE_TAKER"
  | "EXPIRE_MAKER"
  | "EXPIRE_BOTH"
  | "NONE"
  | (string & {});

/** The price of the book that an order follows. */
export type PriceMatch =
  | "NONE"
  | "OPPONENT"
  | "OPPONENT_5"
  | "OPPONENT_10"
  | "OPPONENT_20"
  | "QUEUE"
  | "QUEUE_5"
  | "QUEUE_10"
  | "QUEUE_20"
  | (string & {});
