import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import {
  balancePositionUpdate,
  greekUpdate,
  optionAccountUpdate,
  optionOrderEvent,
} from "../events/options-events.ts";
import type { EventTimes } from "../events/spot-events.ts";
import { OptionsLedger } from "../ledgers/options-ledger.ts";
import { OPTION_MARKETS } from "../market.ts";
import { OrderFlow } from "../order-flow.ts";
import { remaining, type Order, type Side } from "../order.ts";
import type { Report, Scenario, ScenarioDeps } from "./scenario.ts";

const REPORT_MS = 10_000;

/** An options account that trades; while it holds a position it is told of it every ten seconds. */
export class OptionsScenario implements Scenario {
  readonly report: Report = { everyMs: REPORT_MS, events: (times) => this.#report(times) };
  readonly #flow: OrderFlow;
  readonly #ledger = new OptionsLedger();

  constructor(deps: ScenarioDeps) {
    this.#flow = new OrderFlow({
      ...deps,
      markets: OPTION_MARKETS,
      orderIds: "optionOrder",
      tradeIds: "optionTrade",
    });
  }

  step(times: EventTimes): readonly SimulatedEvent[] {
    const execution = this.#flow.next(times.at);
    const result = this.#ledger.apply(execution);
    const told = optionOrderEvent(execution, {
      sentAt: times.sentAt,
      result,
      bids: this.#openQuantity(execution.order, "BUY"),
      asks: this.#openQuantity(execution.order, "SELL"),
    });
    if (result === undefined) return [told];
    return [
      told,
      balancePositionUpdate(this.#ledger, result.position, times),
      optionAccountUpdate(this.#ledger, times),
      greekUpdate(this.#ledger.positions, times),
    ];
  }

  #report(times: EventTimes): readonly SimulatedEvent[] {
    const { positions } = this.#ledger;
    if (positions.length === 0) return [];
    return [optionAccountUpdate(this.#ledger, times), greekUpdate(positions, times)];
  }

  #openQuantity({ market }: Order, side: Side): bigint {
    return this.#flow.open
      .filter((one) => one.side === side && one.market.symbol === market.symbol)
      .reduce((total, one) => total + remaining(one), 0n);
  }
}
