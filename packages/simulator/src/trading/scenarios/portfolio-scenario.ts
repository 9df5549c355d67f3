import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import { decimal } from "../decimal.ts";
import type { EventTimes } from "../events/spot-events.ts";
import { leverageUpdate } from "../events/futures-events.ts";
import {
  liabilityChange,
  portfolioAccountUpdate,
  portfolioMarginEvent,
  portfolioOrderEvent,
  type BusinessUnit,
} from "../events/portfolio-events.ts";
import { inverse, linear } from "../ledgers/contract-math.ts";
import { INVERSE_MARKETS, LINEAR_MARKETS, SPOT_MARKETS } from "../market.ts";
import { FuturesScenario, type FuturesWords } from "./futures-scenario.ts";
import type { Scenario, ScenarioDeps } from "./scenario.ts";
import { SpotScenario } from "./spot-scenario.ts";

/** A portfolio margin account: USD-M, COIN-M and cross margin on one stream. */
export class PortfolioScenario implements Scenario {
  readonly #deps: ScenarioDeps;
  readonly #margin: Scenario;
  readonly #usdm: Scenario;
  readonly #coinm: Scenario;
  #debt = 0n;

  constructor(deps: ScenarioDeps, alias: string) {
    this.#deps = deps;
    this.#margin = new SpotScenario(deps, SPOT_MARKETS);
    this.#usdm = new FuturesScenario(deps, {
      math: linear,
      markets: LINEAR_MARKETS,
      words: wordsOf({ unit: "UM", alias: "" }),
    });
    this.#coinm = new FuturesScenario(deps, {
      math: inverse,
      markets: INVERSE_MARKETS,
      words: wordsOf({ unit: "CM", alias }),
    });
  }

  step(times: EventTimes): readonly SimulatedEvent[] {
    const draw = this.#deps.random.next();
    if (draw < 0.03) return [this.#borrow(times)];
    if (draw < 0.35) return this.#trade(times);
    return draw < 0.75 ? this.#usdm.step(times) : this.#coinm.step(times);
  }

  #trade(times: EventTimes): readonly SimulatedEvent[] {
    return this.#margin
      .step(times)
      .map((event) => portfolioMarginEvent(event, this.#deps.ids.next("marginUpdate")));
  }

  #borrow(times: EventTimes): SimulatedEvent {
    const { random, ids } = this.#deps;
    const amount = decimal("0.00000100") * BigInt(random.integer(1, 100_000));
    this.#debt += amount;
    return liabilityChange(
      { asset: "BTC", amount, total: this.#debt },
      ids.next("liability"),
      times,
    );
  }
}

function wordsOf(unit: BusinessUnit): FuturesWords {
  return {
    order: (execution, facts) => [portfolioOrderEvent(execution, facts, unit)],
    account: (change, times) => portfolioAccountUpdate(change, times, unit),
    leverage: (symbol, leverage, times) => {
      const { e, ...fields } = leverageUpdate(symbol, leverage, times);
      return { e, fs: unit.unit, ...fields };
    },
  };
}
