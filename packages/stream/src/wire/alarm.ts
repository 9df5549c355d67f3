import type { CancelTimer, Clock } from "@listenkey/core";

/** One timer for many deadlines that are mostly put off: it rings by the earliest, and whoever owns it looks again. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Number.POSITIVE_INFINITY;
  #cancelTimer: CancelTimer | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings at this time, in monotonic milliseconds, or before. */
  setBy(at: number): void {
    if (at >= this.#at) return;
    this.stop();
    this.#at = at;
    const wait = Math.max(0, at - this.#clock.monotonic());
    const ring = (): void => {
      this.stop();
      this.#ring();
    };
    this.#cancelTimer = this.#clock.setTimer(wait, ring, { ref: true });
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#at = Number.POSITIVE_INFINITY;
  }
}
