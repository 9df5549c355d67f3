import { expect, test } from "vitest";
import type { virtualClock } from "../testing.ts";
import { HOUR, setup } from "./exchange-time.fixture.ts";
import { instantOf } from "./instant.ts";

test("a little later an event tells that a machine has slept, for it is not late", async () => {
  const { clock, time, bounds, ask } = setup({ ahead: 7_000 });
  await ask(0, 0);
  clock.sleep(4 * HOUR);
  await clock.advance(1);
  expect(bounds()[0]).toBeLessThan(-3 * HOUR);
  await clock.advance(5_000);
  time.notBefore(clock.now() + 7_000 - 40, clock.now());
  expect(bounds()).toEqual([6_959, 8_442]);
});

test.each([
  ["slept", (clock: ReturnType<typeof virtualClock>) => clock.sleep(HOUR)],
  ["was set forward", (clock: ReturnType<typeof virtualClock>) => clock.jump(HOUR)],
])("of a moment before a machine %s all is known that was known then", async (_, happen) => {
  const { clock, time, ask } = setup({ ahead: 7_000 });
  await ask(0, 0);
  await clock.advance(1_000);
  const before = instantOf(clock);
  await clock.advance(1_000);
  happen(clock);
  const after = instantOf(clock);
  // Clocks drift meanwhile.
  expect(time.toldAt(before)).toBeCloseTo(before.wall + 6_999 - 361, -1);
  expect(time.toldAt(after)).toBeLessThan(after.wall - HOUR + 7_001);
  // It may have been set forward and back, or have slept and been set back.
  await clock.advance(1);
  clock.jump(-HOUR);
  const later = instantOf(clock);
  expect(time.toldAt(later)).toBeLessThan(later.wall + 7_001);
});

test("what a machine reads right after it has slept does not tell what time it is", async () => {
  const { clock, time, bounds, ask } = setup();
  await ask(10, 10);
  const sentAt = clock.now() + 1_000;
  clock.sleep(4 * HOUR);
  const before = bounds();
  time.notBefore(sentAt, clock.now());
  expect(bounds()).toEqual(before);
  // Clocks drift in their sleep, too.
  expect(before[1]).toBe(11 + 4 * HOUR * 1e-4);
});

test("an event from the future tells that a clock was set back while the machine slept, however soon it comes", async () => {
  const { clock, time, bounds, ask } = setup();
  await ask(0, 0);
  clock.sleep(84_000);
  clock.jump(-24_000);
  time.notBefore(clock.now() + 24_000 - 40, clock.now());
  expect(bounds()).toEqual([23_959, 24_959]);
});

test("what had come while a machine slept does not hide that its clock was set back meanwhile", async () => {
  for (const agos of [
    [30_000, 23_000, 10_000, 40],
    [60_000, 30_000, 10_000, 40],
  ]) {
    const { clock, time, bounds, ask } = setup();
    await ask(0, 0);
    clock.sleep(84_000);
    clock.jump(-24_000);
    for (const ago of agos) time.notBefore(clock.now() + 24_000 - ago, clock.now());
    expect(bounds()).toEqual([23_959, 24_959]);
  }
});

test("where events alone have told the time one tells it again right after a sleep, if a clock was set back", () => {
  const { clock, time, bounds } = setup();
  time.notBefore(clock.now() - 40, clock.now());
  clock.sleep(84_000);
  clock.jump(-24_000);
  time.notBefore(clock.now() + 24_000 - 40, clock.now());
  expect(bounds()).toEqual([23_959, 24_959]);
});

test("an event that seems to come from the future by a little says no more than that the machine has slept", async () => {
  const { clock, time, bounds, ask } = setup();
  await ask(20, 60);
  clock.sleep(84_000);
  time.notBefore(clock.now() + 1_500, clock.now());
  expect(bounds()[0]).toBeLessThan(-80_000);
  await clock.advance(5_000);
  time.notBefore(clock.now() + 1_500, clock.now());
  expect(bounds()).toEqual([-70, 30]);
});
