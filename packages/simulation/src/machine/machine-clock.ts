import type { CancelTimer, Clock } from "@listenkey/core";
import type { Timeline } from "../time/timeline.ts";

/** How a machine's clocks differ from the exchange's. */
export interface ClockDifference {
  /** How far the wall clock is ahead at the beginning, in milliseconds. */
  readonly skewMs: number;
  /** By how much faster both clocks run, e.g. 2e-5. */
  readonly drift: number;
}

/** The clocks and timers of one machine, which may be wrong, stand still, or be late. */
export class MachineClock implements Clock {
  readonly #timeline: Timeline;
  readonly #rate: number;
  /** What the wall clock is ahead of the timeline but for its drift. */
  #wallOffset: number;
  /** For how long the monotonic clock has stood, in milliseconds of the timeline. */
  #stood = 0;
  /** When it began to stand; absent while it runs. */
  #standsSince: number | undefined;
  #pending = 0;
  readonly #enter: (act: () => void) => void;

  /** @param enter Lets something run on the machine: now, or when it is awake. */
  constructor(
    timeline: Timeline,
    { epoch, skewMs, drift }: ClockDifference & { readonly epoch: number },
    enter: (act: () => void) => void,
  ) {
    this.#timeline = timeline;
    this.#rate = 1 + drift;
    this.#wallOffset = epoch + skewMs;
    this.#enter = enter;
  }

  /** How many timers are pending. */
  get pending(): number {
    return this.#pending;
  }

  now(): number {
    return Math.floor(this.#wallOffset + this.#timeline.now * this.#rate);
  }

  monotonic(): number {
    const until = this.#standsSince ?? this.#timeline.now;
    return (until - this.#stood) * this.#rate;
  }

  setTimer(ms: number, callback: () => void): CancelTimer {
    const dueAt = this.monotonic() + Math.max(0, ms);
    this.#pending += 1;
    let cancel: CancelTimer | undefined;
    let isPending = true;
    const settle = (): void => {
      isPending = false;
      this.#pending -= 1;
    };
    const fire = (): void => {
      if (!isPending) return;
      // The clock has stood meanwhile: the rest is still to come.
      if (this.monotonic() < dueAt) return wait();
      settle();
      callback();
    };
    const wait = (): void => {
      const left = (dueAt - this.monotonic()) / this.#rate;
      cancel = this.#timeline.in(Math.max(left, left > 0 ? SHORTEST_MS : 0), () =>
        this.#enter(fire),
      );
    };
    wait();
    return () => {
      if (!isPending) return;
      settle();
      cancel?.();
    };
  }

  /** Sets the wall clock forward or back; monotonic time does not notice. */
  moveWall(byMs: number): void {
    this.#wallOffset += byMs;
  }

  /** Stops the monotonic clock, as the sleep of a machine does; the wall runs on. */
  stand(): void {
    this.#standsSince ??= this.#timeline.now;
  }

  /** Ends {@link stand}. */
  goOn(): void {
    if (this.#standsSince === undefined) return;
    this.#stood += this.#timeline.now - this.#standsSince;
    this.#standsSince = undefined;
  }
}

/** A wait that is shorter would not move the timeline at all. */
const SHORTEST_MS = 0.001;
