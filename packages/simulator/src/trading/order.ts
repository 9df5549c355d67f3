import type { Decimal } from "./decimal.ts";
import type { Id } from "./trading-ids.ts";
import type { Market } from "./market.ts";

/** Which way an order goes. */
export type Side = "BUY" | "SELL";

/** A limit order, and how far it has been filled. */
export interface Order {
  readonly id: Id;
  readonly clientId: string;
  readonly market: Market;
  readonly side: Side;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly createdAt: number;
  filled: Decimal;
  /** The sum of price times quantity over its fills. */
  quoteFilled: Decimal;
}

/** A trade that filled an order, or a part of it. */
export interface Fill {
  readonly tradeId: Id;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly isMaker: boolean;
}

/** Something that happened to an order, which is as it was just after that. */
export interface Execution {
  readonly type: "NEW" | "TRADE" | "CANCELED";
  readonly status: "NEW" | "PARTIALLY_FILLED" | "FILLED" | "CANCELED";
  readonly order: Order;
  /** In epoch milliseconds. */
  readonly at: number;
  /** Present if it was a trade. */
  readonly fill: Fill | undefined;
}

/** What is left of an order. */
export function remaining({ quantity, filled }: Order): Decimal {
  return quantity - filled;
}

/** A quantity with the sign of its side: bought is positive. */
export function signed(side: Side, quantity: Decimal): Decimal {
  return side === "BUY" ? quantity : -quantity;
}

/** The fill of an execution; where there is none, one of nothing under the number that stands for no trade. */
export function fillOf({ fill }: Execution, noTrade: number): Fill {
  return fill ?? { tradeId: noTrade, price: 0n, quantity: 0n, isMaker: false };
}
