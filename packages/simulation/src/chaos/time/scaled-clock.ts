import type { CancelTimer, Clock, TimerOptions } from "@listenkey/core";
import { realTime } from "./real-time.ts";

/** One moment in both times, in milliseconds: where the simulated time of a run begins. */
export interface ClockOrigin {
  /** Of {@link realTime}. */
  readonly real: number;
  /** Epoch milliseconds. */
  readonly simulated: number;
}

/** From one moment to another, in epoch milliseconds of the exchange's clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Options of {@link ScaledClock}. */
export interface ScaledClockOptions {
  readonly origin: ClockOrigin;
  /** How many simulated milliseconds pass in a real one. */
  readonly scale: number;
  /** How far the wall is ahead of the exchange's, in simulated milliseconds. Defaults to 0. */
  readonly skewMs?: number;
  /** Defaults to {@link realTime}. */
  readonly real?: Pick<Clock, "monotonic" | "setTimer">;
}

/**
 * Time that passes faster than real time by a factor. Clocks of the same origin agree in all processes of a machine; a
 * process that is stopped finds that they have gone on.
 */
export class ScaledClock implements Clock {
  readonly #options: Required<ScaledClockOptions>;
  #pending = 0;

  constructor({ skewMs = 0, real = realTime, ...options }: ScaledClockOptions) {
    this.#options = { ...options, skewMs, real };
  }

  /** How many timers are pending. */
  get pending(): number {
    return this.#pending;
  }

  /** The wall of the exchange: that of this clock without its skew. */
  exchangeNow(): number {
    return Math.floor(this.at(this.#options.real.monotonic()));
  }

  /** The wall of the exchange at a moment of real time. */
  at(real: number): number {
    const { origin, scale } = this.#options;
    return origin.simulated + (real - origin.real) * scale;
  }

  now(): number {
    return this.exchangeNow() + this.#options.skewMs;
  }

  monotonic(): number {
    const { origin, scale, real } = this.#options;
    return (real.monotonic() - origin.real) * scale;
  }

  setTimer(ms: number, callback: () => void, options: TimerOptions): CancelTimer {
    const dueAt = this.monotonic() + Math.max(0, ms);
    let isPending = true;
    this.#pending += 1;
    const done = (): void => {
      if (!isPending) return;
      isPending = false;
      this.#pending -= 1;
    };
    let cancel: CancelTimer;
    const arm = (): void => {
      const left = Math.max(0, dueAt - this.monotonic()) / this.#options.scale;
      cancel = this.#options.real.setTimer(Math.ceil(left), fire, options);
    };
    const fire = (): void => {
      // Real timers may fire a fraction of a millisecond too early, which is a long time on a fast clock.
      if (this.monotonic() < dueAt) return arm();
      done();
      callback();
    };
    arm();
    return () => {
      done();
      cancel();
    };
  }
}
