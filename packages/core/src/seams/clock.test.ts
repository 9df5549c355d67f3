import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock, systemRandom } from "./clock.ts";

const LONGEST_TIMER_MS = 2 ** 31 - 1;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A timer of the system's clock, and how often it has fired. */
function startTimer(ms: number, ref = true) {
  const fired = vi.fn<() => void>();
  const arm = vi.spyOn(globalThis, "setTimeout");
  const cancel = systemClock.setTimer(ms, fired, { ref });
  return { fired, arm, cancel };
}

test("it tells the runtime's time", () => {
  vi.setSystemTime(1_800_000_000_000);
  const before = systemClock.monotonic();
  vi.advanceTimersByTime(1_500);
  expect(systemClock.now()).toBe(1_800_000_001_500);
  expect(systemClock.monotonic() - before).toBe(1_500);
});

test("setting the wall clock does not move monotonic time", () => {
  const before = systemClock.monotonic();
  vi.setSystemTime(0);
  expect(systemClock.now()).toBe(0);
  expect(systemClock.monotonic()).toBe(before);
});

test.each([1, 30_000, LONGEST_TIMER_MS])("a timer of %i ms fires once, then", (ms) => {
  const { fired, arm } = startTimer(ms);
  vi.advanceTimersByTime(ms - 1);
  expect(fired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(1);
  expect(fired).toHaveBeenCalledTimes(1);
  expect(arm).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [0.5, 0.5],
  [999.5, 999.5],
  [1_000, 1_000],
  [1_000.5, 1_010],
  [9_999.5, 10_000],
  [15_001, 15_050],
  [30_001, 30_250],
  [899_950, 900_000],
  [3_599_750.5, 3_600_000],
  [LONGEST_TIMER_MS - 1, LONGEST_TIMER_MS],
])("a runtime that is to wait for %f ms waits for %f", (ms, waited) => {
  expect(startTimer(ms).arm).toHaveBeenCalledWith(expect.any(Function), waited);
});

test.each([0, -5])("a time of %i ms is over already", (ms) => {
  const { fired } = startTimer(ms);
  vi.advanceTimersByTime(0);
  expect(fired).toHaveBeenCalledTimes(1);
});

test("a timer longer than a runtime can keep is split, and fires when all of it is over", () => {
  const ms = 2 * LONGEST_TIMER_MS + 7;
  const { fired, arm } = startTimer(ms);
  vi.advanceTimersByTime(ms - 1);
  expect(fired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(fired).toHaveBeenCalledTimes(1);
  expect(arm.mock.calls.map(([, part]) => part)).toEqual([LONGEST_TIMER_MS, LONGEST_TIMER_MS, 7]);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([0, LONGEST_TIMER_MS + 1])("a long timer is cancelled after %i ms too", (ms) => {
  const { fired, cancel } = startTimer(3 * LONGEST_TIMER_MS);
  vi.advanceTimersByTime(ms);
  cancel();
  cancel();
  expect(vi.getTimerCount()).toBe(0);
  expect(fired).not.toHaveBeenCalled();
});

test("cancelling after the timer has fired does nothing", () => {
  const { fired, cancel } = startTimer(10);
  vi.advanceTimersByTime(10);
  cancel();
  expect(fired).toHaveBeenCalledTimes(1);
});

test.each([true, false])("ref: %j holds for every part of a timer", (ref) => {
  const { arm } = startTimer(LONGEST_TIMER_MS + 1, ref);
  vi.advanceTimersByTime(LONGEST_TIMER_MS);
  const handles = arm.mock.results.map(({ value }) => value as NodeJS.Timeout);
  expect(handles.map((handle) => handle.hasRef())).toEqual([ref, ref]);
});

test.each([
  [true, []],
  [false, [7]],
])("where timers are numbers, ref: %j asks Deno", (ref, released) => {
  const unrefTimer = vi.fn<(id: number) => void>();
  vi.stubGlobal("setTimeout", () => 7);
  vi.stubGlobal("Deno", { unrefTimer });
  systemClock.setTimer(10, () => {}, { ref });
  expect(unrefTimer.mock.calls.flat()).toEqual(released);
});

test("where timers are numbers, as in browsers, nobody has to be asked", () => {
  vi.stubGlobal("setTimeout", () => 7);
  expect(() => systemClock.setTimer(10, () => {}, { ref: false })).not.toThrow();
});

test("randomness is at least 0 and less than 1, and not always the same", () => {
  const drawn = Array.from({ length: 100 }, systemRandom);
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(90);
});
