import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import {
  accountPosition,
  balanceUpdate,
  executionReport,
  type EventTimes,
} from "../events/spot-events.ts";
import { SpotLedger, type Amount } from "../ledgers/spot-ledger.ts";
import type { Markets } from "../market.ts";
import { OrderFlow } from "../order-flow.ts";
import type { Execution } from "../order.ts";
import type { Scenario, ScenarioDeps } from "./scenario.ts";

/** A spot or margin account that trades. What it lacks for an order is put in first. */
export class SpotScenario implements Scenario {
  readonly #deps: ScenarioDeps;
  readonly #flow: OrderFlow;
  readonly #ledger = new SpotLedger();

  constructor(deps: ScenarioDeps, markets: Markets) {
    this.#deps = deps;
    this.#flow = new OrderFlow({ ...deps, markets, orderIds: "order", tradeIds: "trade" });
  }

  step(times: EventTimes): readonly SimulatedEvent[] {
    const execution = this.#flow.next(times.at);
    return [...this.#depositFor(execution, times), ...this.#report(execution, times)];
  }

  #report(execution: Execution, times: EventTimes): readonly SimulatedEvent[] {
    const { random, ids } = this.#deps;
    const result = this.#ledger.apply(execution);
    const facts = {
      sentAt: times.sentAt,
      executionId: ids.next("execution"),
      result,
      cancelId: random.alphanumeric(22),
    };
    return [executionReport(execution, facts), accountPosition(result.balances, times)];
  }

  #depositFor({ type, order }: Execution, times: EventTimes): readonly SimulatedEvent[] {
    const missing = type === "NEW" ? this.#ledger.shortfall(order) : undefined;
    if (missing === undefined) return [];
    // Enough for a few orders more.
    const deposit: Amount = { asset: missing.asset, amount: missing.amount * 10n };
    const balance = this.#ledger.deposit(deposit);
    return [balanceUpdate(deposit, times), accountPosition([balance], times)];
  }
}
