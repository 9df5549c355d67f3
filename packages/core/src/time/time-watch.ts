import type { CancelTimer, Clock } from "../seams/clock.ts";
import { instantOf, type Instant } from "./instant.ts";

/** How often the two clocks are compared, in milliseconds. */
const COMPARE_EVERY_MS = 30_000;

/** By how much they may disagree before it means something, in milliseconds. */
const TOLERANCE_MS = 2_000;

/** Who wants to know that time has jumped. */
export interface TimeWatcher {
  /** The machine slept, a tab was throttled, or somebody set the clock. */
  timeJumped(): void;
}

/** Compares wall and monotonic time for everybody on one clock, with one timer. */
export class TimeWatch {
  static readonly #watches = new WeakMap<Clock, TimeWatch>();

  readonly #clock: Clock;
  readonly #watchers = new Set<TimeWatcher>();
  #last: Instant;
  #cancelTimer: CancelTimer | undefined;

  /** The watch over a clock. */
  static over(clock: Clock): TimeWatch {
    let watch = TimeWatch.#watches.get(clock);
    if (watch === undefined) {
      watch = new TimeWatch(clock);
      TimeWatch.#watches.set(clock, watch);
    }
    return watch;
  }

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#last = instantOf(clock);
  }

  /** Starts telling somebody. */
  add(watcher: TimeWatcher): void {
    if (this.#watchers.size === 0) {
      this.#last = instantOf(this.#clock);
      this.#arm();
    }
    this.#watchers.add(watcher);
  }

  /** Stops telling somebody; the last one to go stops the timer. */
  remove(watcher: TimeWatcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#cancelTimer?.();
  }

  /** Compares now. Whoever is woken by a timer of their own asks first. */
  compare(): void {
    const last = this.#last;
    const present = instantOf(this.#clock);
    this.#last = present;
    const wall = present.wall - last.wall;
    const monotonic = present.monotonic - last.monotonic;
    if (Math.abs(wall - monotonic) <= TOLERANCE_MS) return;
    for (const watcher of Array.from(this.#watchers)) watcher.timeJumped();
  }

  #arm(): void {
    const tick = (): void => {
      this.compare();
      if (this.#watchers.size > 0) this.#arm();
    };
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.setTimer(COMPARE_EVERY_MS, tick, { ref: false });
  }
}
