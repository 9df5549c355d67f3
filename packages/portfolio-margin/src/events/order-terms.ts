// The words of the exchange that several events use. All of them are open: new ones come without notice.

/** Which way an order trades. */
export type OrderSide = "BUY" | "SELL" | (string & {});

/** The position that an order or entry is about: `BOTH` in one-way mode, the others in hedge mode. */
export type PositionSide = "BOTH" | "LONG" | "SHORT" | (string & {});

/** How long an order stays. */
export type TimeInForce = "GTC" | "IOC" | "FOK" | "GTX" | "GTD" | (string & {});

/** The kind of a conditional order of futures. */
export type ConditionalOrderType =
  | "STOP"
  | "TAKE_PROFIT"
  | "STOP_MARKET"
  | "TAKE_PROFIT_MARKET"
  | "TRAILING_STOP_MARKET"
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
