import type { SeededRandom } from "../../random/seeded-random.ts";
import type { SimulatedEvent } from "../../sockets/simulated-event.ts";
import type { EventTimes } from "../events/spot-events.ts";
import type { TradingIds } from "../trading-ids.ts";

/** What happens on an account's stream, one step after another. */
export interface Scenario {
  /** The next thing that happens, as the events that tell of it. */
  step(times: EventTimes): readonly SimulatedEvent[];
  /** What the exchange tells at regular intervals. Absent where it does not. */
  readonly report?: Report;
}

/** Something that is told over and over. */
export interface Report {
  readonly everyMs: number;
  events(times: EventTimes): readonly SimulatedEvent[];
}

/** What scenarios need. */
export interface ScenarioDeps {
  readonly random: SeededRandom;
  readonly ids: TradingIds;
}
