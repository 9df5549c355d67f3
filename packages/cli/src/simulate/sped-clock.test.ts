import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { spedClock } from "./sped-clock.ts";

test("so many times as much time passes, and timers are due by it", async () => {
  const real = virtualClock({ now: 1_000_000 });
  const fast = spedClock(real, 60);
  const due: number[] = [];
  fast.setTimer(60_000, () => due.push(fast.now()), { ref: true });
  await real.advance(999);
  expect([due, fast.now()]).toEqual([[], 1_000_000 + 999 * 60]);
  await real.advance(1);
  expect(due).toEqual([1_060_000]);
  expect(fast.monotonic()).toBe(60_000);
});

test("a timer is never early, however short", async () => {
  const real = virtualClock({ now: 0 });
  const fast = spedClock(real, 7);
  const due: number[] = [];
  fast.setTimer(10, () => due.push(fast.now()), { ref: true });
  await real.advance(5);
  expect(due).toEqual([14]);
});

test("at real time it is the real clock", () => {
  const real = virtualClock();
  expect(spedClock(real, 1)).toBe(real);
});
