import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import { expect, onTestFinished, test } from "vitest";
import { InFlight } from "./in-flight.ts";
import { LeapingClock } from "./leaping-clock.ts";

const HOUR_MS = 3_600_000;

function setup({ speed = 3_600 } = {}) {
  const real = virtualClock();
  const inFlight = new InFlight(real);
  const clock = new LeapingClock({ startsAt: 1_000_000, speed, real, inFlight });
  const fired: string[] = [];
  /** Notes when a timer fires, in simulated milliseconds since the start. */
  const timer = (ms: number): void => {
    clock.setTimer(ms, () => fired.push(`${clock.monotonic()}`));
  };
  void clock.run();
  onTestFinished(() => clock.stop());
  return { real, inFlight, clock, fired, timer };
}

/** Lets real time pass in small steps, and everybody act after each. */
async function pass(real: VirtualClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1) {
    await real.advance(1);
    for (let turns = 0; turns < 5; turns += 1) await real.settle();
  }
}

test("time leaps from timer to timer and stands between them", async () => {
  const { real, clock, timer, fired } = setup();
  timer(10_000);
  timer(20_000);
  await pass(real, 3);
  expect(fired).toEqual(["10000"]);
  expect([clock.monotonic(), clock.now()]).toEqual([10_000, 1_010_000]);
  await pass(real, 3);
  expect(fired).toEqual(["10000", "20000"]);
});

test("an hour takes no less than a second at the default speed, however many timers there are", async () => {
  const { real, timer, fired } = setup();
  for (let minute = 1; minute <= 60; minute += 1) timer(minute * 60_000);
  await pass(real, 999);
  expect(fired).toHaveLength(59);
  await pass(real, 2);
  expect(fired).toHaveLength(60);
});

test("a lower speed makes the same day longer", async () => {
  const { real, timer, fired } = setup({ speed: 100 });
  timer(1_000);
  await pass(real, 9);
  expect(fired).toEqual([]);
  await pass(real, 2);
  expect(fired).toEqual(["1000"]);
});

test("time stands still while something is in flight", async () => {
  const { real, inFlight, clock, timer, fired } = setup();
  const flight = inFlight.begin();
  timer(1);
  await pass(real, 49);
  expect([fired, clock.monotonic()]).toEqual([[], 0]);
  flight.land();
  await pass(real, 2);
  expect(fired).toEqual(["1"]);
});

test("time does not stand still for longer than 50 ms, and remembers what it went on without", async () => {
  const { real, inFlight, clock, timer, fired } = setup();
  const flight = inFlight.begin();
  timer(1);
  timer(2);
  await pass(real, 52);
  expect(fired).toEqual(["1", "2"]);
  expect(flight.isLate()).toBe(true);
  expect(clock.slow.map(({ from, until }) => until - from)).toEqual([1, 1]);
  flight.land();
  timer(1);
  await pass(real, 2);
  expect(clock.slow).toHaveLength(2);
});

test("each thing in flight has its own 50 ms", async () => {
  const { real, inFlight, timer, fired } = setup();
  inFlight.begin();
  timer(1);
  await pass(real, 30);
  const second = inFlight.begin();
  await pass(real, 40);
  expect(fired).toEqual([]);
  second.land();
  await pass(real, 2);
  expect(fired).toEqual(["1"]);
});

test("what never lands is forgotten after two seconds", async () => {
  const { real, inFlight, timer } = setup();
  inFlight.begin();
  timer(HOUR_MS);
  await pass(real, 60);
  expect(inFlight.isLate).toBe(true);
  await real.advance(2_000);
  expect(inFlight.isLate).toBe(false);
});

test("what follows from a landing happens before time moves on", async () => {
  const { real, inFlight, clock, timer, fired } = setup();
  const flight = inFlight.begin();
  timer(HOUR_MS);
  await pass(real, 5);
  flight.land();
  clock.setTimer(5, () => fired.push(`follow-up at ${clock.monotonic()}`));
  await pass(real, 2);
  expect(fired).toEqual(["follow-up at 5"]);
});

test("the time that something was in flight is not made up for", async () => {
  const { real, inFlight, timer, fired } = setup();
  timer(36_000);
  await pass(real, 1);
  const flight = inFlight.begin();
  await pass(real, 40);
  flight.land();
  await pass(real, 9);
  expect(fired).toEqual([]);
  await pass(real, 3);
  expect(fired).toEqual(["36000"]);
});

test("an earlier timer is not missed while a later one is waited for", async () => {
  const { real, timer, fired } = setup();
  timer(HOUR_MS);
  await pass(real, 3);
  timer(3_600);
  await pass(real, 2);
  expect(fired).toEqual(["3600"]);
});

test("a clock that was stopped moves no more", async () => {
  const { real, clock, timer, fired } = setup();
  timer(3_600);
  clock.stop();
  await pass(real, 10);
  expect(fired).toEqual([]);
  expect(real.pendingTimers).toBe(0);
});
