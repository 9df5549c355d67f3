import type { Clock } from "../seams/clock.ts";
import { nextTask, untilIdle } from "./next-task.ts";
import { TimerQueue } from "./timer-queue.ts";

/** Options of {@link virtualClock}. */
export interface VirtualClockOptions {
  /** Wall time at the start in epoch milliseconds. Defaults to 2026-11-21T12:00:00Z. */
  readonly now?: number;
}

/** A clock that stands still until it is told to move. Timers run on monotonic time, in order, first come first. */
export interface VirtualClock extends Clock {
  /** How many timers are pending. */
  readonly pendingTimers: number;
  /** Milliseconds until the next timer; nothing if none is pending. */
  readonly nextTimerIn: number | undefined;
  /** Moves time on, firing each timer when it is due and letting promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Moves time to the next timer and fires it. Resolves with false if there is none. */
  step(): Promise<boolean>;
  /** Lets everything that is ready run, without moving time. */
  settle(): Promise<void>;
  /** Sets the wall clock forward or back; monotonic time does not notice. */
  jump(ms: number): void;
  /** From now on the wall runs at this many milliseconds for each monotonic one. */
  drift(rate: number): void;
  /** Suspends the machine: the wall runs on, monotonic time and timers stand. */
  sleep(ms: number): void;
}

/** No timer of a runtime is finer. */
const SHORTEST_WAIT_MS = 0.001;

/** Makes a {@link VirtualClock}. */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  return new Virtual(options.now ?? Date.UTC(2026, 10, 21, 12));
}

class Virtual implements VirtualClock {
  readonly #timers = new TimerQueue();
  #wall: number;
  #monotonic = 0;
  #rate = 1;

  constructor(wall: number) {
    this.#wall = wall;
  }

  now(): number {
    return Math.floor(this.#wall);
  }

  monotonic(): number {
    return this.#monotonic;
  }

  setTimer(ms: number, callback: () => void): () => void {
    // Less than that would not move the clock at all after some days: a timer that waits for the rest would fire for ever.
    const wait = ms > 0 ? Math.max(ms, SHORTEST_WAIT_MS) : 0;
    return this.#timers.add(this.#monotonic + wait, callback);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  get nextTimerIn(): number | undefined {
    const at = this.#timers.nextAt;
    return at === undefined ? undefined : at - this.#monotonic;
  }

  async advance(ms: number): Promise<void> {
    const target = this.#monotonic + ms;
    await untilIdle(() => (this.#timers.nextAt ?? Infinity) <= target && this.#fire());
    this.#moveTo(target);
  }

  async step(): Promise<boolean> {
    const fired = this.#fire();
    if (fired) await nextTask();
    return fired;
  }

  settle(): Promise<void> {
    return nextTask();
  }

  jump(ms: number): void {
    this.#wall += ms;
  }

  drift(rate: number): void {
    this.#rate = rate;
  }

  sleep(ms: number): void {
    this.#wall += ms;
  }

  #fire(): boolean {
    const timer = this.#timers.shift();
    if (timer === undefined) return false;
    this.#moveTo(timer.at);
    timer.callback();
    return true;
  }

  #moveTo(monotonic: number): void {
    const passed = Math.max(0, monotonic - this.#monotonic);
    this.#wall += passed * this.#rate;
    this.#monotonic += passed;
  }
}
