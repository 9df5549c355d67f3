import { decimal, size, times, type Decimal } from "../decimal.ts";
import type { Market } from "../market.ts";
import { signed, type Execution } from "../order.ts";
import { linear } from "./contract-math.ts";
import { closedBy, entryAfter } from "./position-math.ts";

/** An options position. */
export interface OptionPosition {
  readonly market: Market;
  /** Positive if long, negative if short. */
  amount: Decimal;
  entryPrice: Decimal;
  lastPrice: Decimal;
}

/** What a trade did. */
export interface OptionResult {
  readonly position: OptionPosition;
  readonly realized: Decimal;
  /** What was charged. */
  readonly fee: Decimal;
}

const FEE_RATE = decimal("0.0024");
const FIRST_BALANCE = decimal("1000000");

/** The balance and positions of an options account: premiums are paid when a trade is made. */
export class OptionsLedger {
  balance: Decimal = FIRST_BALANCE;
  readonly #positions = new Map<string, OptionPosition>();

  /** The positions that are not flat. */
  get positions(): readonly OptionPosition[] {
    return [...this.#positions.values()].filter(({ amount }) => amount !== 0n);
  }

  /** Books a trade; nothing if the execution was none. */
  apply({ order, fill }: Execution): OptionResult | undefined {
    if (fill === undefined) return undefined;
    const position = this.#positionIn(order.market);
    const addition = { quantity: signed(order.side, fill.quantity), price: fill.price };
    const premium = times(fill.price, addition.quantity);
    const fee = times(size(premium), FEE_RATE);
    this.balance -= premium + fee;
    const realized = times(fill.price - position.entryPrice, closedBy(position, addition));
    position.entryPrice = entryAfter(position, addition, linear.average);
    position.amount += addition.quantity;
    position.lastPrice = fill.price;
    return { position, realized, fee };
  }

  #positionIn(market: Market): OptionPosition {
    const flat = { market, amount: 0n, entryPrice: 0n, lastPrice: market.startPrice };
    const position = this.#positions.get(market.symbol) ?? flat;
    this.#positions.set(market.symbol, position);
    return position;
  }
}
