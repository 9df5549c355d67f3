import { decimal, times, type Decimal } from "../decimal.ts";
import { remaining, type Execution, type Fill, type Order } from "../order.ts";

/** An amount of an asset. */
export interface Amount {
  readonly asset: string;
  readonly amount: Decimal;
}

/** What an account has of an asset. */
export interface Balance {
  readonly asset: string;
  free: Decimal;
  locked: Decimal;
}

/** What an execution did to the balances. */
export interface SpotResult {
  /** The balances that may have changed. */
  readonly balances: readonly Balance[];
  /** Absent if it was no trade. */
  readonly commission: Amount | undefined;
}

const COMMISSION_RATE = decimal("0.001");

/** The balances of a spot or margin account. What an order needs is locked while it is open. */
export class SpotLedger {
  readonly #balances = new Map<string, Balance>();

  /** What is missing for an order to be placed. */
  shortfall(order: Order): Amount | undefined {
    const { asset, amount } = reserveOf(order, order.quantity);
    const missing = amount - this.balanceOf(asset).free;
    return missing > 0n ? { asset, amount: missing } : undefined;
  }

  /** Puts an asset in. */
  deposit({ asset, amount }: Amount): Balance {
    const balance = this.balanceOf(asset);
    balance.free += amount;
    return balance;
  }

  apply(execution: Execution): SpotResult {
    const { order, fill } = execution;
    if (fill !== undefined) return this.#trade(order, fill);
    const reserve = reserveOf(order, remaining(order));
    const balance = this.balanceOf(reserve.asset);
    const locks = execution.type === "NEW" ? reserve.amount : -reserve.amount;
    balance.free -= locks;
    balance.locked += locks;
    return { balances: [balance], commission: undefined };
  }

  /** What the account has of an asset. */
  balanceOf(asset: string): Balance {
    const balance = this.#balances.get(asset) ?? { asset, free: 0n, locked: 0n };
    this.#balances.set(asset, balance);
    return balance;
  }

  #trade(order: Order, { price, quantity }: Fill): SpotResult {
    const { base, quote } = order.market;
    const isBuy = order.side === "BUY";
    const value = times(price, quantity);
    const reserve = reserveOf(order, quantity);
    const paid = this.balanceOf(reserve.asset);
    paid.locked -= reserve.amount;
    // A better price than the order's leaves some of what was locked.
    paid.free += reserve.amount - (isBuy ? value : quantity);
    const got = this.balanceOf(isBuy ? base : quote);
    const gross = isBuy ? quantity : value;
    const commission = times(gross, COMMISSION_RATE);
    got.free += gross - commission;
    return {
      balances: [this.balanceOf(base), this.balanceOf(quote)],
      commission: { asset: got.asset, amount: commission },
    };
  }
}

/** What a quantity of an order locks. */
function reserveOf({ side, price, market }: Order, quantity: Decimal): Amount {
  return side === "BUY"
    ? { asset: market.quote, amount: times(price, quantity) }
    : { asset: market.base, amount: quantity };
}
