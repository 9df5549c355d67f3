import { decimal, times, type Decimal } from "../decimal.ts";
import type { Market } from "../market.ts";
import { signed, type Execution, type Order } from "../order.ts";
import type { ContractMath } from "./contract-math.ts";
import { closedBy, entryAfter } from "./position-math.ts";

/** A position in one-way mode. */
export interface Position {
  readonly market: Market;
  /** Positive if long, negative if short. */
  amount: Decimal;
  /** 0 if there is no position. */
  entryPrice: Decimal;
  /** Everything realized so far, before fees. */
  realized: Decimal;
  lastPrice: Decimal;
}

/** What a trade did. */
export interface FuturesResult {
  readonly position: Position;
  readonly marginAsset: string;
  /** The profit realized by this trade, before fees. */
  readonly realized: Decimal;
  readonly commission: Decimal;
}

const COMMISSION_RATE = decimal("0.0004");
const FIRST_WALLET = decimal("100000");

/** The wallets and positions of a futures account. */
export class FuturesLedger {
  readonly #math: ContractMath;
  readonly #wallets = new Map<string, Decimal>();
  readonly #positions = new Map<string, Position>();

  constructor(math: ContractMath) {
    this.#math = math;
  }

  /** The positions that are not flat. */
  get positions(): readonly Position[] {
    return [...this.#positions.values()].filter(({ amount }) => amount !== 0n);
  }

  /** What a market's positions are margined in. */
  marginAsset(market: Market): string {
    return this.#math.marginAsset(market);
  }

  wallet(asset: string): Decimal {
    return this.#wallets.get(asset) ?? FIRST_WALLET;
  }

  /** Moves a wallet by an amount, and returns the new balance. */
  pay(asset: string, amount: Decimal): Decimal {
    const balance = this.wallet(asset) + amount;
    this.#wallets.set(asset, balance);
    return balance;
  }

  /** What a position is worth now, in its margin asset. */
  worth({ market, lastPrice, amount }: Position): Decimal {
    return this.#math.worth(market, lastPrice, amount);
  }

  /** What a position would realize now, before fees. */
  unrealized({ market, amount, entryPrice, lastPrice }: Position): Decimal {
    if (amount === 0n) return 0n;
    return this.#math.profit(market, amount, { from: entryPrice, to: lastPrice });
  }

  /** What orders of one side and market would be worth, in the margin asset. */
  orderWorth(orders: readonly Order[], order: Order, side: Order["side"]): Decimal {
    const { symbol } = order.market;
    return orders
      .filter((one) => one.side === side && one.market.symbol === symbol)
      .reduce(
        (sum, one) => sum + this.#math.worth(one.market, one.price, one.quantity - one.filled),
        0n,
      );
  }

  /** Books a trade; nothing if the execution was none. */
  apply({ order, fill }: Execution): FuturesResult | undefined {
    if (fill === undefined) return undefined;
    const position = this.#positionIn(order.market);
    const addition = { quantity: signed(order.side, fill.quantity), price: fill.price };
    const realized = this.#math.profit(order.market, closedBy(position, addition), {
      from: position.entryPrice,
      to: fill.price,
    });
    position.entryPrice = entryAfter(position, addition, this.#math.average);
    position.amount += addition.quantity;
    position.realized += realized;
    position.lastPrice = fill.price;
    const commission = times(
      this.#math.worth(order.market, fill.price, fill.quantity),
      COMMISSION_RATE,
    );
    const marginAsset = this.#math.marginAsset(order.market);
    this.pay(marginAsset, realized - commission);
    return { position, marginAsset, realized, commission };
  }

  #positionIn(market: Market): Position {
    const flat = { market, amount: 0n, entryPrice: 0n, realized: 0n, lastPrice: market.startPrice };
    const position = this.#positions.get(market.symbol) ?? flat;
    this.#positions.set(market.symbol, position);
    return position;
  }
}
