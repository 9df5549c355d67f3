import type { CancelTimer, Clock } from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import { Pace } from "./pace.ts";

/** Options of {@link PacedClock}. */
export interface PacedClockOptions {
  /** Simulated wall time at the start, in epoch milliseconds. */
  readonly startsAt: number;
  /** Where real time comes from. */
  readonly real: Clock;
}

/** A wait that is shorter is none, in real milliseconds: timers are not that exact. */
const SHORTEST_WAIT_MS = 1;

/**
 * A virtual clock that people can watch: time leaps from timer to timer, no faster than told. It stands still for what
 * is under way outside of it, so that nothing that happens depends on the machine.
 */
export class PacedClock implements Clock {
  readonly #virtual: VirtualClock;
  readonly #real: Clock;
  readonly #awaited = new Set<Promise<unknown>>();

  constructor({ startsAt, real }: PacedClockOptions) {
    this.#virtual = virtualClock({ now: startsAt });
    this.#real = real;
  }

  /** How many timers are pending. */
  get pendingTimers(): number {
    return this.#virtual.pendingTimers;
  }

  now(): number {
    return this.#virtual.now();
  }

  monotonic(): number {
    return this.#virtual.monotonic();
  }

  setTimer(ms: number, callback: () => void): CancelTimer {
    return this.#virtual.setTimer(ms, callback, { ref: true });
  }

  /** Sets wall time forward or back, as somebody does who corrects a machine's clock. */
  correct(ms: number): void {
    this.#virtual.jump(ms);
  }

  /** Time stands still until this has settled: for what takes real time, such as a signature. */
  async standStillFor<Result>(work: Promise<Result>): Promise<Result> {
    this.#awaited.add(work);
    try {
      return await work;
    } finally {
      this.#awaited.delete(work);
    }
  }

  /**
   * Lets time pass until a promise has settled.
   *
   * @param speed Simulated milliseconds for each real one, at most.
   * @throws What the promise rejects with, and if nothing is left that could happen.
   */
  async passUntil<Result>(done: Promise<Result>, speed: number = Infinity): Promise<Result> {
    const end = new AbortController();
    const over = (): void => end.abort();
    void done.then(over, over);
    const begin = { simulated: this.monotonic(), real: this.#real.monotonic() };
    const pace = new Pace(speed, begin);
    await this.#virtual.settle();
    await this.#standStill();
    while (!end.signal.aborted) await this.#leapOrWait(pace, end.signal);
    return done;
  }

  async #leapOrWait(pace: Pace, end: AbortSignal): Promise<void> {
    const { nextTimerIn } = this.#virtual;
    if (nextTimerIn === undefined) throw new Error("Nothing is left that could happen");
    const waitMs = pace.waitFor(this.monotonic() + nextTimerIn, this.#real.monotonic());
    if (waitMs >= SHORTEST_WAIT_MS) return this.#wait(waitMs, end);
    await this.#virtual.step();
    await this.#standStill();
  }

  /** Whoever waited for what has settled acts on it before time goes on. */
  async #standStill(): Promise<void> {
    while (this.#awaited.size > 0) {
      await Promise.allSettled(this.#awaited);
      await this.#virtual.settle();
    }
  }

  #wait(ms: number, end: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        cancel();
        end.removeEventListener("abort", over);
        resolve();
      };
      const cancel = this.#real.setTimer(ms, over, { ref: true });
      end.addEventListener("abort", over);
    });
  }
}
