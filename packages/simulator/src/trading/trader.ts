import type { CancelTimer } from "@listenkey/core";
import type { SeededRandom } from "../random/seeded-random.ts";
import type { ProductId } from "../rules/product-ids.ts";
import type { SimulatedEvent } from "../sockets/simulated-event.ts";
import type { Timers } from "../time/timers.ts";
import type { EventTimes } from "./events/spot-events.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { TradeOptions, Trading } from "./trading.ts";

const MINUTE_MS = 60_000;
/** The longest an event takes from the matching engine to its being sent. */
const LONGEST_ENGINE_LAG_MS = 3;

/** What a {@link Trader} needs. */
export interface TraderDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
  readonly scenario: Scenario;
  readonly emit: (event: SimulatedEvent) => void;
}

/** Lets one account's scenario happen in time. It owns two timers: for what happens, and for reports. */
export class Trader implements Trading {
  readonly product: ProductId;
  readonly #deps: TraderDeps;
  #cancelNext: CancelTimer | undefined;
  #cancelReport: CancelTimer | undefined;
  #lastAt = 0;
  #steps = 0;

  constructor(product: ProductId, deps: TraderDeps) {
    this.product = product;
    this.#deps = deps;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Starts, or goes on at another pace. */
  start({ perMinute = 1, reports = true }: TradeOptions): void {
    this.stop();
    if (perMinute > 0) this.#awaitNext(MINUTE_MS / perMinute);
    if (reports) this.#awaitReport();
  }

  step(): void {
    this.#steps += 1;
    this.#tell(this.#deps.scenario.step(this.#times()));
  }

  stop(): void {
    this.#cancelNext?.();
    this.#cancelReport?.();
  }

  #awaitNext(meanMs: number): void {
    const ms = Math.round(meanMs * (0.5 + this.#deps.random.next()));
    this.#cancelNext = this.#deps.timers.set(ms, () => {
      this.#awaitNext(meanMs);
      this.step();
    });
  }

  #awaitReport(): void {
    const { report } = this.#deps.scenario;
    if (report === undefined) return;
    this.#cancelReport = this.#deps.timers.set(report.everyMs, () => {
      this.#awaitReport();
      this.#tell(report.events(this.#times()));
    });
  }

  /** Transactions happen a little before they are told, and never out of order. */
  #times(): EventTimes {
    const sentAt = this.#deps.now();
    const at = sentAt - this.#deps.random.integer(0, LONGEST_ENGINE_LAG_MS);
    this.#lastAt = Math.max(this.#lastAt, at);
    return { at: Math.min(this.#lastAt, sentAt), sentAt };
  }

  #tell(events: readonly SimulatedEvent[]): void {
    for (const event of events) this.#deps.emit(event);
  }
}
