import type { CancelTimer, Clock, TimerOptions } from "@listenkey/core";

/** How the exchange's clock differs from the client's. */
export interface ClockDifference {
  /** How far it is ahead at the beginning, in milliseconds. Defaults to 0. */
  readonly skewMs?: number;
  /** By how much faster it runs, e.g. 1e-5. Defaults to 0. */
  readonly drift?: number;
}

/** The exchange's time: it runs on whatever is done to the client's, and has the world's timers. */
export class ExchangeClock implements Clock {
  readonly #clock: Clock;
  readonly #drift: number;
  #startedAt: number;

  constructor(clock: Clock, { skewMs = 0, drift = 0 }: ClockDifference) {
    this.#clock = clock;
    this.#drift = drift;
    this.#startedAt = clock.now() + skewMs;
  }

  now(): number {
    return Math.floor(this.#startedAt + this.#clock.monotonic() * (1 + this.#drift));
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  setTimer(ms: number, callback: () => void, options: TimerOptions): CancelTimer {
    return this.#clock.setTimer(ms, callback, options);
  }

  /** Time has passed in which the world's timers stood still. */
  passed(ms: number): void {
    this.#startedAt += ms;
  }
}
