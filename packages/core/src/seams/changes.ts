/**
 * What an event changed, in terms that all products share. A product's `toChanges` makes them from its events; one
 * event may make several, or none. Decimals are strings as the exchange sent them, times epoch milliseconds (`undefined`
 * where the event has none), and fields that a product does not tell are absent.
 */
export type AccountChange = OrderChange | Fill | BalanceChange | PositionChange | MarginCall;

/** What every change tells. */
export interface ChangeFacts {
  /** The product's id, e.g. `umfutures`. */
  readonly product: string;
  /** The label that the stream was opened with; absent if none was. */
  readonly account?: string;
  /** Place of the event in its stream. */
  readonly seq: number;
  /** When it happened at the exchange, in epoch milliseconds: the transaction time, else the event time. */
  readonly time: number | undefined;
}

/** An order is new, or its state has changed. */
export interface OrderChange extends ChangeFacts {
  /** Tells it from the other changes. */
  readonly kind: "order";
  /** The symbol as the exchange spells it, e.g. `BTCUSDT`. */
  readonly symbol: string;
  /** The exchange's id. For a conditional order its own, also once it was triggered and another order is in the book. */
  readonly orderId: string;
  /** The id given on placement. */
  readonly clientOrderId: string;
  /** Whether it is a conditional order, with an id of its own kind: {@link orderId} is never that of an order in the book. */
  readonly isConditional: boolean;
  /** e.g. `BUY`. */
  readonly side: string;
  /** e.g. `LIMIT`. */
  readonly orderType: string;
  /** e.g. `GTC`. */
  readonly timeInForce?: string;
  /** Limit price, `"0"` or the like where there is none. */
  readonly price: string;
  /** How much was ordered. */
  readonly quantity: string;
  /** How much has been filled in all; absent where the event does not tell. */
  readonly filledQuantity?: string;
  /** Average price of the fills so far. */
  readonly averagePrice?: string;
  /** The order's state now, e.g. `PARTIALLY_FILLED`. */
  readonly status: string;
  /** What happened to it, e.g. `TRADE`; absent where the event does not tell. */
  readonly execution?: string;
}

/** A trade of an order. */
export interface Fill extends ChangeFacts {
  /** Tells it from the other changes. */
  readonly kind: "fill";
  /** The symbol as the exchange spells it, e.g. `BTCUSDT`. */
  readonly symbol: string;
  /** The exchange's id of the order. */
  readonly orderId: string;
  /** The id that the client gave the order, or that the exchange made up for it. */
  readonly clientOrderId: string;
  /** Unique per symbol. */
  readonly tradeId: string;
  /** e.g. `BUY`. */
  readonly side: string;
  /** The price of this trade, a decimal. */
  readonly price: string;
  /** How much was traded, a decimal; in contracts where the product counts them. */
  readonly quantity: string;
  /** Absent where the event does not tell. */
  readonly isMaker?: boolean;
  /** What was paid; negative if it was received. */
  readonly commission?: string;
  /** The asset of the commission; absent where the event does not say. */
  readonly commissionAsset?: string;
  /** What the trade realized, a decimal; absent on products without positions. */
  readonly realizedProfit?: string;
}

/** A balance has changed. The fields that are there are what the event told: totals, or a difference. */
export interface BalanceChange extends ChangeFacts {
  /** Tells it from the other changes. */
  readonly kind: "balance";
  /** The asset, e.g. `USDT`. */
  readonly asset: string;
  /** Free amount now. */
  readonly free?: string;
  /** Locked amount now. */
  readonly locked?: string;
  /** Whole wallet balance now, without unrealised profit. */
  readonly wallet?: string;
  /** By how much it changed, signed. */
  readonly delta?: string;
  /** Why, as the exchange says, e.g. `FUNDING_FEE`. */
  readonly reason?: string;
}

/** A position has changed. */
export interface PositionChange extends ChangeFacts {
  /** Tells it from the other changes. */
  readonly kind: "position";
  /** The symbol as the exchange spells it, e.g. `BTCUSDT`. */
  readonly symbol: string;
  /** `BOTH`, `LONG` or `SHORT`; `BOTH` where the product knows only one. */
  readonly side: string;
  /** Size now, negative for short. */
  readonly quantity: string;
  /** The average price at which it was entered, a decimal; absent where the event does not say. */
  readonly entryPrice?: string;
  /** What closing it now would realize, a decimal; absent where the event does not say. */
  readonly unrealizedProfit?: string;
  /** Why, as the exchange says, e.g. `ORDER`. */
  readonly reason?: string;
}

/** The exchange warns that margin runs short. It may have acted on it already. */
export interface MarginCall extends ChangeFacts {
  /** Tells it from the other changes. */
  readonly kind: "marginCall";
  /** The position concerned; absent if the whole account is. */
  readonly symbol?: string;
  /** The side of that position. */
  readonly side?: string;
  /** The account's margin level or maintenance margin ratio, as the exchange names it; absent where it does not. */
  readonly level?: string;
  /** The exchange's word for it, e.g. `MARGIN_CALL` or `FORCE_LIQUIDATION`; absent where it has none. */
  readonly status?: string;
  /** Maintenance margin that the position needs, or the whole account where {@link symbol} is absent. */
  readonly maintenanceMargin?: string;
}
