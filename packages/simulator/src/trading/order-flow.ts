import type { SeededRandom } from "../random/seeded-random.ts";
import { times, type Decimal } from "./decimal.ts";
import type { Market, Markets } from "./market.ts";
import { remaining, type Execution, type Fill, type Order, type Side } from "./order.ts";
import type { IdKind, TradingIds } from "./trading-ids.ts";

/** What an {@link OrderFlow} needs. */
export interface OrderFlowDeps {
  readonly random: SeededRandom;
  readonly ids: TradingIds;
  readonly markets: Markets;
  readonly orderIds: IdKind;
  readonly tradeIds: IdKind;
}

const MOST_OPEN_ORDERS = 6;

/** What an account does: it places orders; the market fills them bit by bit; some are cancelled. */
export class OrderFlow {
  readonly #deps: OrderFlowDeps;
  readonly #open: Order[] = [];
  readonly #prices = new Map<string, Decimal>();

  constructor(deps: OrderFlowDeps) {
    this.#deps = deps;
  }

  /** The orders on the book. */
  get open(): readonly Order[] {
    return this.#open;
  }

  /** Draws the next thing that happens. */
  next(at: number): Execution {
    const { random } = this.#deps;
    const [first, ...others] = this.#open;
    if (first === undefined || (others.length < MOST_OPEN_ORDERS - 1 && random.chance(0.4))) {
      return this.#place(at);
    }
    const order = random.pick([first, ...others]);
    return random.chance(0.15) ? this.#cancel(order, at) : this.#fill(order, at);
  }

  #place(at: number): Execution {
    const { random, ids, markets, orderIds } = this.#deps;
    const market = random.pick(markets);
    const order: Order = {
      id: ids.next(orderIds),
      clientId: random.alphanumeric(22),
      market,
      side: random.pick<Side>(["BUY", "SELL"]),
      price: this.#walk(market),
      quantity: market.lot * BigInt(random.integer(1, market.mostLots)),
      createdAt: at,
      filled: 0n,
      quoteFilled: 0n,
    };
    this.#open.push(order);
    return { type: "NEW", status: "NEW", order, at, fill: undefined };
  }

  #fill(order: Order, at: number): Execution {
    const fill = this.#drawFill(order);
    order.filled += fill.quantity;
    order.quoteFilled += times(fill.price, fill.quantity);
    const isFilled = remaining(order) === 0n;
    if (isFilled) this.#remove(order);
    return { type: "TRADE", status: isFilled ? "FILLED" : "PARTIALLY_FILLED", order, at, fill };
  }

  /** A part of what is left, at the order's price or a few ticks better. */
  #drawFill(order: Order): Fill {
    const { random, ids, tradeIds } = this.#deps;
    const { lot, tick } = order.market;
    const lots = random.integer(1, Number(remaining(order) / lot));
    const isMaker = random.chance(0.7);
    const gain = isMaker ? 0n : tick * BigInt(random.integer(0, 5));
    return {
      tradeId: ids.next(tradeIds),
      price: order.side === "BUY" ? order.price - gain : order.price + gain,
      quantity: lot * BigInt(lots),
      isMaker,
    };
  }

  #cancel(order: Order, at: number): Execution {
    this.#remove(order);
    return { type: "CANCELED", status: "CANCELED", order, at, fill: undefined };
  }

  #remove(order: Order): void {
    this.#open.splice(this.#open.indexOf(order), 1);
  }

  /** A random walk that keeps within a fifth of where it started. */
  #walk({ symbol, startPrice, tick }: Market): Decimal {
    const step = tick * BigInt(this.#deps.random.integer(-50, 50));
    const price = (this.#prices.get(symbol) ?? startPrice) + step;
    const lowest = (startPrice * 4n) / 5n;
    const highest = (startPrice * 6n) / 5n;
    const next = price < lowest || price > highest ? startPrice : price;
    this.#prices.set(symbol, next);
    return next;
  }
}
