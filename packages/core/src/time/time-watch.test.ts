import { expect, test } from "vitest";
import type { Clock } from "../seams/clock.ts";
import { virtualClock } from "../testing.ts";
import { TimeWatch } from "./time-watch.ts";

function setup() {
  const clock = virtualClock();
  const watch = TimeWatch.over(clock);
  const watcher = () => {
    const jumps: number[] = [];
    return { jumps, timeJumped: () => void jumps.push(clock.monotonic()) };
  };
  return { clock, watch, watcher };
}

test.each([
  ["asleep", (clock: ReturnType<typeof virtualClock>) => clock.sleep(2_001)],
  ["set forward", (clock: ReturnType<typeof virtualClock>) => clock.jump(2_001)],
  ["set back", (clock: ReturnType<typeof virtualClock>) => clock.jump(-2_001)],
])("a clock that was %s for more than 2 s is noticed within 30 s, once", async (_, happen) => {
  const { clock, watch, watcher } = setup();
  const one = watcher();
  const other = watcher();
  watch.add(one);
  watch.add(other);
  await clock.advance(35_000);
  happen(clock);
  await clock.advance(120_000);
  expect([one.jumps, other.jumps]).toEqual([[60_000], [60_000]]);
});

test("small disagreements mean nothing", async () => {
  const { clock, watch, watcher } = setup();
  const one = watcher();
  watch.add(one);
  clock.jump(2_000);
  await clock.advance(30_000);
  clock.jump(-2_000);
  await clock.advance(30_000);
  clock.drift(1.05);
  await clock.advance(300_000);
  expect(one.jumps).toEqual([]);
});

test("whoever wakes by a timer of their own learns it at once by asking", async () => {
  const { clock, watch, watcher } = setup();
  const one = watcher();
  watch.add(one);
  await clock.advance(1_000);
  clock.sleep(60_000);
  watch.compare();
  watch.compare();
  expect(one.jumps).toEqual([1_000]);
  await clock.advance(60_000);
  expect(one.jumps).toEqual([1_000]);
});

test("what happened while nobody watched is nobody's business", async () => {
  const { clock, watch, watcher } = setup();
  clock.sleep(60_000);
  const one = watcher();
  watch.add(one);
  watch.remove(one);
  clock.sleep(60_000);
  watch.add(one);
  watch.compare();
  await clock.advance(60_000);
  expect(one.jumps).toEqual([]);
});

test("a watcher that has gone is not told, and the last one takes the timer along", async () => {
  const { clock, watch, watcher } = setup();
  const one = watcher();
  const other = watcher();
  watch.add(one);
  watch.add(other);
  expect(clock.pendingTimers).toBe(1);
  watch.remove(one);
  clock.sleep(60_000);
  await clock.advance(30_000);
  expect([one.jumps, other.jumps]).toEqual([[], [30_000]]);
  watch.remove(other);
  expect(clock.pendingTimers).toBe(0);
});

test("a watcher may leave when it is told", async () => {
  const { clock, watch } = setup();
  const leaver = { timeJumped: () => watch.remove(leaver) };
  watch.add(leaver);
  clock.sleep(60_000);
  await clock.advance(30_000);
  expect(clock.pendingTimers).toBe(0);
});

test("everybody on one clock has the same watch", () => {
  const clock = virtualClock();
  expect(TimeWatch.over(clock)).toBe(TimeWatch.over(clock));
  expect(TimeWatch.over(clock)).not.toBe(TimeWatch.over(virtualClock()));
});

test("watching holds no process", () => {
  const refs: boolean[] = [];
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    setTimer: (_ms, _callback, { ref }) => (refs.push(ref), () => {}),
  };
  TimeWatch.over(clock).add({ timeJumped: () => {} });
  expect(refs).toEqual([false]);
});
