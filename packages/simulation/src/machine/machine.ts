import type { Clock } from "@listenkey/core";
import type { MachinePlan } from "../plan/day-plan.ts";
import type { Timeline } from "../time/timeline.ts";
import type { Library } from "./library.ts";
import { MachineClock } from "./machine-clock.ts";

/** What a {@link Machine} is made of. */
export interface MachineParts {
  readonly timeline: Timeline;
  readonly library: Library;
  /** The exchange's time at the beginning of the timeline, in epoch milliseconds. */
  readonly epoch: number;
  /** Hears of what was thrown and nobody caught: it would end a real process. */
  readonly uncaught: (error: unknown) => void;
}

/**
 * A machine: a clock, a copy of the library, and a door. Whatever happens to its programs comes in by the door, timers
 * and network alike; while it does not run, that waits there, and comes in order when it does.
 */
export class Machine {
  readonly name: string;
  readonly library: Library;
  readonly #clock: MachineClock;
  readonly #timeline: Timeline;
  readonly #waiting: (() => void)[] = [];
  #restsUntil = -Infinity;
  #restsSince = 0;
  readonly #uncaught: (error: unknown) => void;
  #entered = 0;
  #watcher: (() => void) | undefined;
  #isDead = false;

  constructor(plan: MachinePlan, { timeline, library, epoch, uncaught }: MachineParts) {
    this.name = plan.name;
    this.library = library;
    this.#timeline = timeline;
    this.#uncaught = uncaught;
    this.#clock = new MachineClock(timeline, { ...plan, epoch }, this.takeIn);
  }

  get clock(): Clock {
    return this.#clock;
  }

  /** How many timers are pending. */
  get timers(): number {
    return this.#clock.pending;
  }

  /** Whether anything runs on it. */
  get isAwake(): boolean {
    return this.#timeline.now >= this.#restsUntil;
  }

  /** For how long nothing has run on it, in milliseconds. */
  get restingForMs(): number {
    return this.isAwake ? 0 : this.#timeline.now - this.#restsSince;
  }

  /** How many things have come in: what a program can be closed between. */
  get entered(): number {
    return this.#entered;
  }

  /** Lets something run on the machine: now, or when it is awake again. */
  readonly takeIn = (act: () => void): void => {
    if (this.#isDead) return;
    if (!this.isAwake || this.#waiting.length > 0) {
      this.#waiting.push(act);
      return;
    }
    this.#run(act);
  };

  /** Runs nothing for a while; all its clocks go on. Like a process that is busy, or was stopped. */
  stall(ms: number): void {
    this.#rest(ms);
  }

  /** Runs nothing for a while; its wall clock goes on, its monotonic one stands. Like a notebook that was shut. */
  suspend(ms: number): void {
    this.#clock.stand();
    this.#rest(ms);
  }

  /** Sets its wall clock. */
  moveWall(byMs: number): void {
    this.#clock.moveWall(byMs);
  }

  /** Calls back once, right after so many more things have come in. */
  after(count: number, act: () => void): void {
    const target = this.#entered + count;
    this.#watcher = () => {
      if (this.#entered < target) return;
      this.#watcher = undefined;
      act();
    };
  }

  /** Ends its process: nothing runs on it ever again. */
  kill(): void {
    this.#isDead = true;
    this.#waiting.length = 0;
  }

  #rest(ms: number): void {
    const until = this.#timeline.now + ms;
    if (until <= this.#restsUntil) return;
    if (this.isAwake) this.#restsSince = this.#timeline.now;
    this.#restsUntil = until;
    this.#timeline.at(until, () => this.#wake());
  }

  #wake(): void {
    if (!this.isAwake) return;
    this.#clock.goOn();
    this.#takeNext();
  }

  /** One at a time, each when the promises of the one before have run. */
  #takeNext(): void {
    const [act] = this.#waiting;
    if (act === undefined || !this.isAwake) return;
    this.#run(act);
    this.#waiting.shift();
    if (this.#waiting.length > 0) this.#timeline.in(0, () => this.#takeNext());
  }

  #run(act: () => void): void {
    this.#entered += 1;
    try {
      act();
    } catch (error) {
      this.#uncaught(error);
    }
    this.#watcher?.();
  }
}
