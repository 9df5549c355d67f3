import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { PacedClock } from "./paced-clock.ts";

const HOUR_MS = 3_600_000;

/** A promise, and the ways to settle it. */
function open<Value = void>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<Value>((...how) => {
    [resolve, reject] = how;
  });
  return { promise, resolve, reject };
}

function setup({ speed = 3_600 } = {}) {
  const real = virtualClock();
  const clock = new PacedClock({ startsAt: 1_000_000, real });
  const fired: string[] = [];
  /** Notes when a timer fires, in simulated milliseconds since the start. */
  const timer = (ms: number): void => {
    clock.setTimer(ms, () => fired.push(`${clock.monotonic()}`));
  };
  const end = open();
  /** Lets time pass until the end. */
  const run = () => {
    const passing = clock.passUntil(end.promise, speed);
    // Not every test is about how it ends.
    passing.catch(() => undefined);
    return { passing };
  };
  return { real, clock, fired, timer, end, run };
}

/** Lets real time pass in small steps, and everybody act after each. */
async function pass(real: VirtualClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1) {
    await real.advance(1);
    for (let turns = 0; turns < 5; turns += 1) await real.settle();
  }
}

test("time leaps from timer to timer and stands between them", async () => {
  const { real, clock, timer, fired, run } = setup();
  timer(10_000);
  timer(20_000);
  timer(HOUR_MS);
  run();
  await pass(real, 3);
  expect(fired).toEqual(["10000"]);
  expect([clock.monotonic(), clock.now()]).toEqual([10_000, 1_010_000]);
  await pass(real, 3);
  expect(fired).toEqual(["10000", "20000"]);
});

test("an hour takes no less than a second at a speed of 3,600, however many timers there are", async () => {
  const { real, timer, fired, run } = setup();
  for (let minute = 1; minute <= 61; minute += 1) timer(minute * 60_000);
  run();
  await pass(real, 998);
  expect(fired).toHaveLength(59);
  await pass(real, 3);
  expect(fired).toHaveLength(60);
});

test("a lower speed makes the same day longer", async () => {
  const { real, timer, fired, run } = setup({ speed: 100 });
  timer(1_000);
  timer(HOUR_MS);
  run();
  await pass(real, 8);
  expect(fired).toEqual([]);
  await pass(real, 3);
  expect(fired).toEqual(["1000"]);
});

test("time stands still for what takes real time, and whoever waited for it acts first", async () => {
  const { real, clock, timer, fired, run } = setup({ speed: Infinity });
  const signature = open<string>();
  clock.setTimer(1_000, () => {
    void clock.standStillFor(signature.promise).then(() => {
      clock.setTimer(5, () => fired.push(`follow-up at ${clock.monotonic()}`));
    });
  });
  timer(1_001);
  timer(1_010);
  run();
  await pass(real, 50);
  expect([clock.monotonic(), fired]).toEqual([1_000, []]);
  signature.resolve("signed");
  await pass(real, 50);
  expect(fired.slice(0, 3)).toEqual(["1001", "follow-up at 1005", "1010"]);
});

test("what fails is waited for no longer, and fails for whoever asked", async () => {
  const { real, clock, fired, run } = setup({ speed: Infinity });
  const failure = open<string>();
  let told: unknown;
  clock.setTimer(1, () => {
    clock.standStillFor(failure.promise).catch((error: unknown) => {
      told = error;
    });
  });
  clock.setTimer(2, () => fired.push("later"));
  run();
  await pass(real, 5);
  expect(fired).toEqual([]);
  failure.reject(new Error("no such key"));
  await pass(real, 5);
  expect(told).toEqual(new Error("no such key"));
  expect(fired).toEqual(["later"]);
});

test("time ends with the promise that it was to pass for, and that in the middle of a wait, too", async () => {
  const { real, timer, fired, end, run } = setup();
  timer(HOUR_MS);
  const { passing } = run();
  await pass(real, 10);
  end.resolve();
  await passing;
  await pass(real, 2_000);
  expect(fired).toEqual([]);
  expect(real.pendingTimers).toBe(0);
});

test("a failure of the promise is that of the time that passes", async () => {
  const { timer, end, run } = setup();
  timer(HOUR_MS);
  const { passing } = run();
  end.reject(new Error("broken off"));
  await expect(passing).rejects.toThrow("broken off");
});

test("where nothing is left to happen, it says so instead of waiting for ever", async () => {
  const { timer, run } = setup({ speed: Infinity });
  timer(10);
  await expect(run().passing).rejects.toThrow("Nothing is left that could happen");
});

test("the wall clock can be corrected, and timers do not notice", async () => {
  const { clock, timer, fired, end, run } = setup({ speed: Infinity });
  timer(50);
  clock.setTimer(100, () => end.resolve());
  clock.correct(-60_000);
  await run().passing;
  expect([fired, clock.now(), clock.monotonic()]).toEqual([["50"], 940_100, 100]);
});
