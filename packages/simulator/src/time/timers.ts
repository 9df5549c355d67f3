import type { CancelTimer, Clock } from "@listenkey/core";
import type { PipeClock } from "./pipe.ts";

/** The exchange's own timers: none of them keeps the process, and all of them end together. */
export class Timers implements PipeClock {
  readonly #clock: Clock;
  readonly #pending = new Set<CancelTimer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  set(ms: number, callback: () => void): CancelTimer {
    const stop = this.#clock.setTimer(
      ms,
      () => {
        this.#pending.delete(cancel);
        callback();
      },
      { ref: false },
    );
    const cancel = (): void => {
      if (this.#pending.delete(cancel)) stop();
    };
    this.#pending.add(cancel);
    return cancel;
  }

  /** What the exchange does without delay happens at once. */
  soon(callback: () => void): void {
    callback();
  }

  cancelAll(): void {
    for (const cancel of this.#pending) cancel();
  }
}
