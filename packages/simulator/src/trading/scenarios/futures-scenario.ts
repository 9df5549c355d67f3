import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import { decimal, times as product } from "../decimal.ts";
import type { AccountChange, OrderFacts } from "../events/futures-events.ts";
import type { EventTimes } from "../events/spot-events.ts";
import { FuturesLedger, type FuturesResult } from "../ledgers/futures-ledger.ts";
import type { ContractMath } from "../ledgers/contract-math.ts";
import type { Markets } from "../market.ts";
import { OrderFlow } from "../order-flow.ts";
import type { Execution } from "../order.ts";
import type { Scenario, ScenarioDeps } from "./scenario.ts";

const FUNDING_RATE = decimal("0.0001");

/** How a futures product words what happens. */
export interface FuturesWords {
  readonly order: (execution: Execution, facts: OrderFacts) => readonly SimulatedEvent[];
  readonly account: (change: AccountChange, times: EventTimes) => SimulatedEvent;
  readonly leverage: (symbol: string, leverage: number, times: EventTimes) => SimulatedEvent;
}

/** What kind of futures are traded, and in which words it is told. */
export interface FuturesKind {
  readonly math: ContractMath;
  readonly markets: Markets;
  readonly words: FuturesWords;
}

/** A futures account that trades; now and then funding is paid, or the leverage changed. */
export class FuturesScenario implements Scenario {
  readonly #deps: ScenarioDeps;
  readonly #kind: FuturesKind;
  readonly #flow: OrderFlow;
  readonly #ledger: FuturesLedger;

  constructor(deps: ScenarioDeps, kind: FuturesKind) {
    this.#deps = deps;
    this.#kind = kind;
    this.#ledger = new FuturesLedger(kind.math);
    this.#flow = new OrderFlow({ ...deps, ...kind, orderIds: "order", tradeIds: "trade" });
  }

  step(times: EventTimes): readonly SimulatedEvent[] {
    const { random } = this.#deps;
    const draw = random.next();
    if (draw < 0.01) return this.#changeLeverage(times);
    const [held] = this.#ledger.positions;
    if (draw < 0.03 && held !== undefined) return this.#payFunding(times);
    return this.#trade(times);
  }

  #trade(times: EventTimes): readonly SimulatedEvent[] {
    const { words } = this.#kind;
    const execution = this.#flow.next(times.at);
    const result = this.#ledger.apply(execution);
    const { order } = execution;
    const facts: OrderFacts = {
      sentAt: times.sentAt,
      marginAsset: this.#ledger.marginAsset(order.market),
      result,
      bids: this.#ledger.orderWorth(this.#flow.open, order, "BUY"),
      asks: this.#ledger.orderWorth(this.#flow.open, order, "SELL"),
    };
    const told = words.order(execution, facts);
    return result === undefined ? told : [...told, this.#tellTrade(result, times)];
  }

  #tellTrade({ position, marginAsset }: FuturesResult, times: EventTimes): SimulatedEvent {
    const change: AccountChange = {
      reason: "ORDER",
      asset: marginAsset,
      wallet: this.#ledger.wallet(marginAsset),
      change: 0n,
      position: { position, unrealized: this.#ledger.unrealized(position) },
    };
    return this.#kind.words.account(change, times);
  }

  /** Longs pay. In cross margin only the balance is told. */
  #payFunding(times: EventTimes): readonly SimulatedEvent[] {
    const [held] = this.#ledger.positions;
    if (held === undefined) return [];
    const fee = product(this.#ledger.worth(held), FUNDING_RATE);
    const paid = held.amount > 0n ? -fee : fee;
    const asset = this.#ledger.marginAsset(held.market);
    const change: AccountChange = {
      reason: "FUNDING_FEE",
      asset,
      wallet: this.#ledger.pay(asset, paid),
      change: paid,
      position: undefined,
      fundingOf: held.market.symbol,
    };
    return [this.#kind.words.account(change, times)];
  }

  #changeLeverage(times: EventTimes): readonly SimulatedEvent[] {
    const { random } = this.#deps;
    const { symbol } = random.pick(this.#kind.markets);
    return [this.#kind.words.leverage(symbol, random.integer(1, 50), times)];
  }
}
