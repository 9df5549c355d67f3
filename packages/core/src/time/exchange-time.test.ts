import { expect, test } from "vitest";
import { Governor } from "../governor/governor.ts";
import { scriptedTransport, virtualClock } from "../testing.ts";
import { ExchangeTime } from "./exchange-time.ts";
import { instantOf } from "./instant.ts";

const HOUR = 3_600_000;

/** A client whose exchange is ahead of it by so many milliseconds. */
function setup({ ahead = 0 } = {}) {
  const clock = virtualClock();
  const time = new ExchangeTime(clock);
  /** The offsets that are possible. */
  const bounds = () => {
    const { earliest, latest } = time.toExchange(0);
    return [Math.round(earliest), Math.round(latest)];
  };
  /** Asks for the time, over a way that takes so long there and so long back. */
  const ask = async (thereMs: number, backMs: number, resolutionMs = 0) => {
    const sentAt = instantOf(clock);
    await clock.advance(thereMs);
    const serverFrom = clock.now() + ahead;
    await clock.advance(backMs);
    const serverTo = serverFrom + resolutionMs;
    time.learn({ sentAt, receivedAt: instantOf(clock), serverFrom, serverTo });
  };
  return { clock, time, bounds, ask };
}

test("where nothing is known the local clock is believed to be right to a second, or late by what the exchange takes", () => {
  const { time, bounds, clock } = setup();
  expect(bounds()).toEqual([-1_000, 5_000]);
  expect(time.estimate(clock.now())).toBe(clock.now());
});

test.each([0, 7_000, -7_000])(
  "an answer tells the time up to how long it took, for a clock that is %i ms ahead",
  async (ahead) => {
    const { time, bounds, ask } = setup({ ahead });
    await ask(20, 60);
    expect(bounds()).toEqual([ahead - 61, ahead + 21]);
    expect(Math.abs(time.estimate(5_000) - 5_000 - ahead)).toBeLessThan(100);
  },
);

test("a local clock that may be right is left alone", async () => {
  const { time, ask } = setup({ ahead: 10 });
  await ask(20, 20);
  expect(time.estimate(5_000)).toBe(5_000);
});

test("a clock that shows whole seconds is uncertain by one more", async () => {
  const { bounds, ask } = setup({ ahead: 7_000 });
  await ask(20, 60, 1_000);
  expect(bounds()).toEqual([6_939, 8_021]);
});

test("several answers together tell more than each", async () => {
  const { bounds, ask } = setup();
  await ask(10, 500);
  await ask(500, 10);
  expect(bounds()).toEqual([-11, 11]);
});

test("an answer that contradicts what was known replaces it", async () => {
  const { clock, time, bounds, ask } = setup();
  await ask(10, 10);
  const now = instantOf(clock);
  const server = clock.now() + 1_500;
  time.learn({ sentAt: now, receivedAt: now, serverFrom: server, serverTo: server });
  expect(bounds()).toEqual([1_499, 1_501]);
});

test("what is known grows old", async () => {
  const { clock, bounds, ask } = setup();
  await ask(0, 0);
  await clock.advance(HOUR);
  expect(bounds()).toEqual([-361, 361]);
});

test("a small disagreement of the two local clocks is an uncertainty: either may be wrong", async () => {
  const { clock, bounds, ask } = setup();
  await ask(0, 0);
  clock.jump(500);
  expect(bounds()).toEqual([-501, 1]);
  clock.jump(-1_000);
  expect(bounds()).toEqual([-1, 501]);
});

test.each([
  ["was set forward", (clock: ReturnType<typeof virtualClock>) => clock.jump(2_001)],
  ["has slept", (clock: ReturnType<typeof virtualClock>) => clock.sleep(2_001)],
])("once a machine %s, nobody knows which of the two it was", async (_, happen) => {
  const { clock, time, bounds, ask } = setup({ ahead: 7_000 });
  await ask(0, 0);
  happen(clock);
  expect(bounds()).toEqual([4_998, 7_001]);
  // Most machines sleep more often than they are set.
  expect(time.estimate(5_000)).toBe(12_000);
  await clock.advance(5_000);
  await ask(0, 0);
  expect(bounds()).toEqual([6_999, 7_001]);
});

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

test("a clock that was set back is known as well as before", async () => {
  const { clock, bounds, ask } = setup({ ahead: 7_000 });
  await ask(0, 0);
  clock.jump(-3_000_000);
  expect(bounds()).toEqual([3_006_999, 3_007_001]);
  clock.jump(-2_001);
  expect(bounds()).toEqual([3_009_000, 3_009_002]);
});

test("the time is told by answers and events, and by nothing else", async () => {
  const { clock, time, ask } = setup({ ahead: 7_000 });
  const ahead = (): number => (time.toldAt(instantOf(clock)) ?? Number.NaN) - clock.now();
  expect(ahead()).toBeNaN();
  time.notBefore(clock.now() + 6_950, clock.now());
  expect(ahead()).toBe(6_949);
  await ask(0, 0);
  expect(ahead()).toBeCloseTo(6_999, 0);
  clock.sleep(HOUR);
  expect(ahead()).toBeLessThan(-HOUR + 7_001);
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

test("an answer on whose way the clock was set tells nothing", async () => {
  const { clock, time, bounds } = setup();
  const sentAt = instantOf(clock);
  clock.jump(HOUR);
  const receivedAt = instantOf(clock);
  time.learn({ sentAt, receivedAt, serverFrom: clock.now(), serverTo: clock.now() });
  expect(bounds()).toEqual([-1_000, 5_000]);
});

test.each([Number.NaN, "soon" as unknown as number])("a time of %s tells nothing", (server) => {
  const { clock, time, bounds } = setup();
  const now = instantOf(clock);
  time.learn({ sentAt: now, receivedAt: now, serverFrom: server, serverTo: server });
  time.notBefore(server, clock.now());
  expect(bounds()).toEqual([-1_000, 5_000]);
});

test("an event shows that it is not earlier at the exchange", () => {
  const { clock, time, bounds } = setup();
  time.notBefore(clock.now() - 40, clock.now());
  expect(bounds()).toEqual([-41, 1_000]);
  time.notBefore(clock.now() - 300, clock.now());
  expect(bounds()).toEqual([-41, 1_000]);
  time.notBefore(clock.now() + 9_000, clock.now());
  expect(bounds()).toEqual([8_999, 9_999]);
});

test("events tell where the clocks stand a little after the local one was set forward, or back", async () => {
  const { clock, time, bounds } = setup();
  time.notBefore(clock.now() + 1_400, clock.now());
  for (const ms of [170_000, -170_000]) {
    clock.jump(ms);
    for (const passed of [0, 5_000]) {
      await clock.advance(passed);
      time.notBefore(clock.now() + 1_400 - ms, clock.now());
    }
    expect(bounds()[0]).toBe(1_399 - ms);
    clock.jump(-ms);
  }
});

test("an event narrows down what an answer has told, and does not contradict it", async () => {
  const { clock, time, bounds, ask } = setup();
  await ask(0, 500);
  time.notBefore(clock.now() - 20, clock.now());
  expect(bounds()).toEqual([-21, 1]);
  time.notBefore(clock.now() + 3_000, clock.now());
  expect(bounds()).toEqual([-21, 1]);
});

test("the time of an event in another unit is no time", () => {
  const { clock, time, bounds } = setup();
  time.notBefore(clock.now() * 1_000, clock.now());
  expect(bounds()).toEqual([-1_000, 5_000]);
});

test("everybody in a realm of a governor knows the same", () => {
  const clock = virtualClock();
  const governor = Governor.of(scriptedTransport(), clock);
  const live = ExchangeTime.of({ governor, realm: "live", clock });
  expect(ExchangeTime.of({ governor, realm: "live", clock })).toBe(live);
  expect(ExchangeTime.of({ governor, realm: "testnet", clock })).not.toBe(live);
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

test("what events alone have told holds for as long as they come, and is not taken back as clocks drift", async () => {
  const { clock, time, bounds } = setup({ ahead: 7_000 });
  const tell = (): void => time.notBefore(clock.now() + 7_000 - 40, clock.now());
  tell();
  expect(bounds()).toEqual([6_959, 7_959]);
  await clock.advance(8 * HOUR);
  expect(bounds()).toEqual([6_959 - 2_880, 7_959 + 2_880]);
  tell();
  expect(bounds()).toEqual([6_959, 7_959]);
  clock.sleep(8 * HOUR);
  expect(bounds()[1]).toBe(7_959 + 2_880);
});
