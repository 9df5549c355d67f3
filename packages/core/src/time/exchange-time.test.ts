import { expect, test } from "vitest";
import { Governor } from "../governor/governor.ts";
import { scriptedTransport, virtualClock } from "../testing.ts";
import { HOUR, setup } from "./exchange-time.fixture.ts";
import { ExchangeTime } from "./exchange-time.ts";
import { instantOf } from "./instant.ts";

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
