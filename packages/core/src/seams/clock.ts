/** Where time comes from. Injectable everywhere, so that a year can pass in a test. */
export interface Clock {
  /** Wall time in epoch milliseconds. It may jump. */
  now(): number;
  /** Milliseconds from an arbitrary origin, never going back. It may stand still while the machine sleeps. */
  monotonic(): number;
  /**
   * Calls back once after `ms` milliseconds, or somewhat later; any length is allowed.
   *
   * @param options `ref: false` lets the process exit while the timer is pending, where the runtime can.
   * @returns Cancels the timer; calling it again, or after the timer has fired, does nothing.
   */
  setTimer(ms: number, callback: () => void, options: TimerOptions): CancelTimer;
}

/** How a timer treats the process. */
export interface TimerOptions {
  /** Whether the pending timer keeps the process alive. */
  readonly ref: boolean;
}

/** Cancels a timer. */
export type CancelTimer = () => void;

/** Where randomness comes from: like `Math.random`, at least 0 and less than 1. */
export type Random = () => number;

/** The longest delay that runtimes keep in 32 bits; longer timers are split. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What timers are rounded up to that are at least a hundred times as long. */
const UNITS_MS = [250, 50, 10];

/** The clock of the runtime. Its timers are late by up to a hundredth of their length, and by 250 ms at most. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (ms, callback, options) =>
    ms > LONGEST_TIMER_MS ? longTimer(ms, callback, options) : timer(ms, callback, options),
};

/** Every key and every stream has some at all times, so it holds as little as can be. */
function timer(ms: number, callback: () => void, { ref }: TimerOptions): CancelTimer {
  // Looked up at each call, never captured, so that a test's fake timers are seen.
  const handle = setTimeout(callback, rounded(ms));
  if (!ref) release(handle);
  return () => clearTimeout(handle);
}

/** Node keeps a list for each length of time that somebody waits for, so they are round, the long ones more so. */
function rounded(ms: number): number {
  const unit = UNITS_MS.find((each) => ms >= 100 * each);
  if (unit === undefined) return Math.max(0, ms);
  return Math.min(Math.ceil(ms / unit) * unit, LONGEST_TIMER_MS);
}

/** One that the runtime cannot keep: some that it can, one after the other. */
function longTimer(ms: number, callback: () => void, options: TimerOptions): CancelTimer {
  const goOn = (): void => {
    cancel = systemClock.setTimer(ms - LONGEST_TIMER_MS, callback, options);
  };
  let cancel = timer(LONGEST_TIMER_MS, goOn, options);
  return () => cancel();
}

/** The randomness of the runtime. */
export const systemRandom: Random = () => Math.random();

/** Lets the process exit in spite of a timer: an object with `unref` in Node and Bun, a number in Deno. */
function release(handle: unknown): void {
  if (typeof handle === "object" && handle !== null && "unref" in handle) {
    (handle as { unref(): void }).unref();
  } else if (typeof handle === "number") {
    (globalThis as { Deno?: { unrefTimer?(id: number): void } }).Deno?.unrefTimer?.(handle);
  }
}
