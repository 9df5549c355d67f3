import { size, type Decimal } from "../decimal.ts";
import type { PricedQuantity } from "./contract-math.ts";

/** How much is held, and at what price it was entered. */
export interface Holding {
  /** Positive if long, negative if short. */
  readonly amount: Decimal;
  /** 0 if nothing is held. */
  readonly entryPrice: Decimal;
}

/** A signed quantity that is added, and its price. */
export interface Addition {
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/** How much of a holding an addition closes, with the holding's sign. */
export function closedBy({ amount }: Holding, { quantity }: Addition): Decimal {
  if (amount === 0n || isSameSign(amount, quantity)) return 0n;
  return size(quantity) < size(amount) ? -quantity : amount;
}

/** The entry price after an addition. */
export function entryAfter(
  { amount, entryPrice }: Holding,
  { quantity, price }: Addition,
  average: (one: PricedQuantity, other: PricedQuantity) => Decimal,
): Decimal {
  const after = amount + quantity;
  if (after === 0n) return 0n;
  if (amount === 0n || !isSameSign(amount, after)) return price;
  // Closing a part leaves the entry where it was.
  if (!isSameSign(amount, quantity)) return entryPrice;
  return average(
    { quantity: size(amount), price: entryPrice },
    { quantity: size(quantity), price },
  );
}

function isSameSign(one: Decimal, other: Decimal): boolean {
  return one < 0n === other < 0n;
}
