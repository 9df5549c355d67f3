import fc from "fast-check";
import { expect, test } from "vitest";
import { virtualClock } from "./virtual-clock.ts";

const START = Date.UTC(2026, 10, 21, 12);
const ref = { ref: true };

/** A clock and a diary of the timers that have fired, with the monotonic time at which they did. */
function setup() {
  const clock = virtualClock();
  const fired: string[] = [];
  const start = (name: string, ms: number) =>
    clock.setTimer(ms, () => fired.push(`${name}@${clock.monotonic()}`), ref);
  return { clock, fired, start };
}

test("time stands until it is moved", async () => {
  const { clock } = setup();
  await clock.settle();
  expect([clock.now(), clock.monotonic()]).toEqual([START, 0]);
  await clock.advance(1_500);
  expect([clock.now(), clock.monotonic()]).toEqual([START + 1_500, 1_500]);
  expect(virtualClock({ now: 7 }).now()).toBe(7);
});

test("timers fire when they are due, first come first among equals", async () => {
  const { clock, fired, start } = setup();
  start("late", 30);
  start("first", 10);
  start("second", 10);
  start("past", -5);
  await clock.advance(10);
  expect(fired).toEqual(["past@0", "first@10", "second@10"]);
  expect(clock.pendingTimers).toBe(1);
  expect(clock.nextTimerIn).toBe(20);
  await clock.advance(19);
  expect(fired).toHaveLength(3);
  await clock.advance(1);
  expect(fired.at(-1)).toBe("late@30");
  expect(clock.nextTimerIn).toBeUndefined();
});

test("a timer started by another fires in the same move, if it is due by then", async () => {
  const { clock, fired, start } = setup();
  clock.setTimer(
    10,
    () => {
      start("nested", 5);
      start("beyond", 50);
      start("at once", 0);
    },
    ref,
  );
  await clock.advance(20);
  expect(fired).toEqual(["at once@10", "nested@15"]);
  expect(clock.monotonic()).toBe(20);
});

test("a cancelled timer never fires, not even if its time has come", async () => {
  const { clock, fired, start } = setup();
  const cancelSoon = start("soon", 10);
  clock.setTimer(10, () => cancelLater(), ref);
  const cancelLater = start("later", 10);
  cancelSoon();
  cancelSoon();
  expect(clock.pendingTimers).toBe(2);
  await clock.advance(20);
  expect(fired).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test("cancelling a timer that has fired does not count twice", async () => {
  const { clock, start } = setup();
  const cancel = start("one", 10);
  start("other", 20);
  await clock.advance(10);
  cancel();
  expect(clock.pendingTimers).toBe(1);
});

test("promises settle between timers", async () => {
  const { clock, fired, start } = setup();
  const chain = async (): Promise<void> => {
    for (let link = 0; link < 20; link += 1) await Promise.resolve();
    start("from a promise", 5);
  };
  clock.setTimer(10, () => void chain(), ref);
  await clock.advance(15);
  expect(fired).toEqual(["from a promise@15"]);
});

test("settle runs what is ready and moves nothing", async () => {
  const { clock, start, fired } = setup();
  start("due", 0);
  let ran = false;
  void Promise.resolve().then(() => (ran = true));
  await clock.settle();
  expect(ran).toBe(true);
  expect(fired).toEqual([]);
});

test("step fires exactly the next timer, and says if there is none", async () => {
  const { clock, fired, start } = setup();
  start("two", 20);
  start("one", 10);
  expect(await clock.step()).toBe(true);
  expect(fired).toEqual(["one@10"]);
  expect(await clock.step()).toBe(true);
  expect(fired).toEqual(["one@10", "two@20"]);
  expect(await clock.step()).toBe(false);
  expect(clock.monotonic()).toBe(20);
});

test("a jump moves the wall, and nothing else notices", async () => {
  const { clock, fired, start } = setup();
  start("one", 10);
  clock.jump(-3_600_000);
  expect([clock.now(), clock.monotonic()]).toEqual([START - 3_600_000, 0]);
  await clock.advance(9);
  expect(fired).toEqual([]);
});

test("asleep the wall runs on, while timers stand", async () => {
  const { clock, fired, start } = setup();
  start("one", 10);
  clock.sleep(3_600_000);
  await clock.advance(9);
  expect([clock.now(), clock.monotonic()]).toEqual([START + 3_600_009, 9]);
  expect(fired).toEqual([]);
});

test("a drifting wall runs at its own rate from then on", async () => {
  const { clock } = setup();
  await clock.advance(1_000);
  clock.drift(1.25);
  await clock.advance(1_000);
  clock.drift(1);
  await clock.advance(1_000);
  expect([clock.now(), clock.monotonic()]).toEqual([START + 3_250, 3_000]);
});

test("the wall is whole milliseconds, as a real one is", async () => {
  const { clock } = setup();
  await clock.advance(0.75);
  expect([clock.now(), clock.monotonic()]).toEqual([START, 0.75]);
});

test("however many are cancelled, the others fire in order", async () => {
  const { clock, fired, start } = setup();
  for (let round = 0; round < 1_000; round += 1) {
    const cancel = start("cancelled", 1_000_000 - round);
    if (round % 250 === 0) start(`kept ${round}`, 1_000 - round);
    cancel();
  }
  expect(clock.pendingTimers).toBe(4);
  await clock.advance(2_000_000);
  expect(fired).toEqual(["kept 750@250", "kept 500@500", "kept 250@750", "kept 0@1000"]);
});

test("whatever is started and cancelled, the rest fires by time and then by age", async () => {
  const timer = fc.record({ ms: fc.nat(50), cancelled: fc.constantFrom(true, true, false) });
  const timers = fc.array(timer, { maxLength: 200, size: "max" });
  const property = fc.asyncProperty(timers, async (all) => {
    const { clock, fired, start } = setup();
    const cancels = all.map(({ ms }, index) => start(String(index), ms));
    all.forEach(({ cancelled }, index) => cancelled && cancels[index]?.());
    const expected = all
      .map(({ ms, cancelled }, index) => ({ ms, cancelled, text: `${index}@${ms}` }))
      .filter(({ cancelled }) => !cancelled)
      .sort((one, other) => one.ms - other.ms);
    expect(clock.pendingTimers).toBe(expected.length);
    while (await clock.step());
    expect(fired).toEqual(expected.map(({ text }) => text));
    expect(clock.pendingTimers).toBe(0);
  });
  await fc.assert(property, { numRuns: 50 });
});

test("a wait too short to move the clock after some days passes, too", async () => {
  const clock = virtualClock();
  await clock.advance(30 * 86_400_000);
  const dueAt = clock.monotonic() + 1e-9;
  let looks = 0;
  const look = (): void => {
    looks += 1;
    if (clock.monotonic() < dueAt && looks < 100) clock.setTimer(1e-9, look, { ref: true });
  };
  clock.setTimer(1e-9, look, { ref: true });
  await clock.advance(1);
  expect(looks).toBe(1);
});
