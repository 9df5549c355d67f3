import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import { decimal, fixed, over, type Decimal } from "../decimal.ts";
import { proAccountUpdate, riskLevelChange, type RiskFigures } from "../events/portfolio-events.ts";
import type { EventTimes } from "../events/spot-events.ts";
import type { Report, Scenario, ScenarioDeps } from "./scenario.ts";

const UNIT = decimal("0.000001");

/** The margin risk stream: borrowing and repaying, and a margin call now and then. */
export class MarginRiskScenario implements Scenario {
  readonly #deps: ScenarioDeps;
  #debt: Decimal = 0n;

  constructor(deps: ScenarioDeps) {
    this.#deps = deps;
  }

  step({ sentAt }: EventTimes): readonly SimulatedEvent[] {
    if (this.#deps.random.chance(0.05)) {
      return [{ e: "MARGIN_LEVEL_STATUS_CHANGE", E: sentAt, l: "1.1", s: "MARGIN_CALL" }];
    }
    const repays = this.#debt > 0n && this.#deps.random.chance(0.4);
    const amount = UNIT * BigInt(this.#deps.random.integer(1, 100_000));
    this.#debt = repays ? maximum(this.#debt - amount, 0n) : this.#debt + amount;
    return [
      {
        e: "USER_LIABILITY_CHANGE",
        E: sentAt,
        a: "BTC",
        t: repays ? "REPAY" : "BORROW",
        p: fixed(this.#debt),
        i: fixed(0n),
      },
    ];
  }
}

const PRO_REPORT_MS = 5000;

/** The Portfolio Margin Pro stream: the account's state every five seconds, and a margin call now and then. */
export class ProScenario implements Scenario {
  readonly report: Report = {
    everyMs: PRO_REPORT_MS,
    events: (times) => [proAccountUpdate(this.#risk(), times)],
  };
  readonly #deps: ScenarioDeps;
  #equity = decimal("30000");

  constructor(deps: ScenarioDeps) {
    this.#deps = deps;
  }

  step(times: EventTimes): readonly SimulatedEvent[] {
    const move = UNIT * BigInt(this.#deps.random.integer(-100_000_000, 100_000_000));
    this.#equity = maximum(this.#equity + move, decimal("20000"));
    return [riskLevelChange(this.#risk(), times)];
  }

  #risk(): RiskFigures {
    const maintenance = decimal("15117.08371");
    return {
      ratio: over(this.#equity, maintenance),
      equity: this.#equity,
      initial: decimal("19678.3833"),
      maintenance,
    };
  }
}

function maximum(one: Decimal, other: Decimal): Decimal {
  return one > other ? one : other;
}
