import { decimal, over, size, times, type Decimal } from "../decimal.ts";
import type { Market } from "../market.ts";

/** How a kind of contract is worth what it is worth. */
export interface ContractMath {
  /** What positions are margined and paid in. */
  readonly marginAsset: (market: Market) => string;
  /** The worth of a quantity at a price, in the margin asset. */
  readonly worth: (market: Market, price: Decimal, quantity: Decimal) => Decimal;
  /** The profit of a signed quantity between two prices, in the margin asset. */
  readonly profit: (market: Market, quantity: Decimal, prices: PriceMove) => Decimal;
  /** The entry price of two quantities together. */
  readonly average: (one: PricedQuantity, other: PricedQuantity) => Decimal;
}

/** From one price to another. */
interface PriceMove {
  readonly from: Decimal;
  readonly to: Decimal;
}

/** A quantity, without sign, and its price. */
export interface PricedQuantity {
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/** USD-M: quantities of the coin, margined in the quote. */
export const linear: ContractMath = {
  marginAsset: ({ quote }) => quote,
  worth: (_market, price, quantity) => times(price, size(quantity)),
  profit: (_market, quantity, { from, to }) => times(to - from, quantity),
  average: (one, other) =>
    (one.quantity * one.price + other.quantity * other.price) / (one.quantity + other.quantity),
};

const ONE = decimal("1");

/** COIN-M: contracts of a fixed size in dollars, margined in the coin. */
export const inverse: ContractMath = {
  marginAsset: ({ base }) => base,
  worth: ({ contractSize = ONE }, price, quantity) =>
    over(times(contractSize, size(quantity)), price),
  profit: ({ contractSize = ONE }, quantity, { from, to }) => {
    const dollars = times(contractSize, quantity);
    if (dollars === 0n) return 0n;
    return over(dollars, from) - over(dollars, to);
  },
  average: (one, other) =>
    over(
      one.quantity + other.quantity,
      over(one.quantity, one.price) + over(other.quantity, other.price),
    ),
};
