import { expect, test } from "vitest";
import { virtualClock } from "../testing/virtual-clock.ts";
import { DialQueue, type DialCircumstances, type DialUrgency } from "./dial-queue.ts";

const MINUTE = 60_000;

function setup({
  blockedFor = () => 0,
  keysAwaitedFor = () => 0,
  isKeyUnderWay = () => false,
}: Partial<DialCircumstances> = {}) {
  const clock = virtualClock();
  const queue = new DialQueue(clock, { blockedFor, keysAwaitedFor, isKeyUnderWay });
  const dials: { readonly name: string; readonly at: number }[] = [];
  const ask = (name: string, urgency: DialUrgency = "first") =>
    queue.ask(urgency, () => dials.push({ name, at: clock.monotonic() }));
  return { clock, queue, dials, ask, names: () => dials.map(({ name }) => name) };
}

/** The most dials in any five minutes. */
function busiest(times: readonly number[]): number {
  return Math.max(
    ...times.map((end) => times.filter((at) => at > end - 300_000 && at <= end).length),
  );
}

test("a dial goes at once while there is room, but never before ask has returned", async () => {
  const { clock, ask, dials } = setup();
  ask("one");
  expect(dials).toEqual([]);
  await clock.advance(0);
  expect(dials).toHaveLength(1);
});

test("forty sockets are back without a pause", async () => {
  const { clock, ask, dials } = setup();
  for (let dial = 0; dial < 40; dial += 1) ask(String(dial));
  await clock.advance(1);
  expect(dials).toHaveLength(40);
});

test("a thousand dials never exceed 240 in any five minutes, and need hardly longer than that allows", async () => {
  const { clock, ask, dials } = setup();
  const start = clock.monotonic();
  for (let dial = 0; dial < 1_000; dial += 1) ask(String(dial));
  await clock.advance(60 * 60_000);
  const times = dials.map(({ at }) => at - start);
  expect(times).toHaveLength(1_000);
  expect(busiest(times)).toBeLessThanOrEqual(240);
  expect(times.at(-1)).toBeLessThan(21 * 60_000);
});

test("they are spread: no second sees more than the free ones", async () => {
  const { clock, ask, dials } = setup();
  for (let dial = 0; dial < 1_000; dial += 1) ask(String(dial));
  await clock.advance(60 * 60_000);
  const seconds = new Map<number, number>();
  for (const { at } of dials.slice(100)) {
    const second = Math.floor(at / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  expect(Math.max(...seconds.values())).toBeLessThan(12);
});

test("every first goes before any second, and both before replacements", async () => {
  const { clock, ask, names } = setup();
  ask("replacement", "replacement");
  ask("second", "second");
  ask("first", "first");
  await clock.advance(100);
  expect(names()).toEqual(["first", "second", "replacement"]);
});

test("firsts that come one after another are not interrupted by a second that came between them", async () => {
  const { clock, ask, names } = setup();
  for (let dial = 0; dial < 30; dial += 1) {
    ask(`first ${dial}`);
    ask(`second ${dial}`, "second");
    await clock.advance(5);
  }
  expect(names().filter((name) => name.startsWith("second"))).toEqual([]);
  await clock.advance(100);
  expect(names()).toHaveLength(60);
});

test("a first that comes while a second has to wait goes at once", async () => {
  const { clock, ask, names } = setup({ keysAwaitedFor: () => 60_000 });
  ask("second", "second");
  await clock.advance(1_000);
  ask("first");
  await clock.advance(0);
  expect(names()).toEqual(["first"]);
});

test("no second goes while accounts without a socket wait for their listen keys", async () => {
  const { clock, ask, names } = setup({ keysAwaitedFor: () => 60_000 - elapsed() });
  const start = clock.monotonic();
  function elapsed(): number {
    return clock.monotonic() - start;
  }
  ask("second", "second");
  await clock.advance(59_999);
  expect(names()).toEqual([]);
  await clock.advance(1);
  expect(names()).toEqual(["second"]);
});

test("no second goes while firsts keep coming with the listen keys that the exchange was asked for", async () => {
  let keys = 8;
  const { clock, ask, names } = setup({ isKeyUnderWay: () => keys > 0 });
  for (; keys > 1; keys -= 1) {
    ask("first");
    ask("second", "second");
    await clock.advance(999);
  }
  expect(names()).toEqual(Array.from({ length: 7 }, () => "first"));
  keys = 0;
  ask("first");
  await clock.advance(100);
  expect(names().slice(8)).toEqual(Array.from({ length: 7 }, () => "second"));
});

test("seconds do not wait for listen keys that never come", async () => {
  const { clock, ask, names } = setup({ isKeyUnderWay: () => true });
  ask("first");
  ask("second", "second");
  await clock.advance(999);
  expect(names()).toEqual(["first"]);
  await clock.advance(1);
  expect(names()).toEqual(["first", "second"]);
});

test("while the exchange is not there, few try, and when it is back there is room for all", async () => {
  const { clock, queue, dials } = setup();
  let isThere = false;
  const dial = (name: string): void => {
    queue.ask("first", () => {
      dials.push({ name, at: clock.monotonic() });
      queue.dialled(isThere);
      if (!isThere) dial(name);
    });
  };
  for (let account = 0; account < 100; account += 1) dial(String(account));
  await clock.advance(240_000);
  expect(dials.length).toBeLessThan(60);
  isThere = true;
  const before = dials.length;
  await clock.advance(30_000);
  expect(dials.length - before).toBe(100);
});

test("whoever gives up does not dial, and leaves no timer behind", async () => {
  const { clock, ask, names } = setup();
  const giveUp = ask("one");
  ask("two");
  giveUp();
  await clock.advance(1);
  giveUp();
  expect(names()).toEqual(["two"]);
  ask("three")();
  expect(clock.pendingTimers).toBe(0);
});

test("nobody dials while the exchange wants silence", async () => {
  let blockedUntil = 10_000;
  const { clock, ask, names } = setup({
    blockedFor: () => Math.max(0, blockedUntil - elapsed()),
  });
  const start = clock.monotonic();
  function elapsed(): number {
    return clock.monotonic() - start;
  }
  ask("one");
  await clock.advance(9_000);
  blockedUntil = 20_000;
  await clock.advance(10_000);
  expect(names()).toEqual([]);
  await clock.advance(1_001);
  expect(names()).toEqual(["one"]);
});

test("a silence that is over early, by the clock on the wall, is not waited for to its end", async () => {
  let isBlocked = true;
  const { clock, ask, names } = setup({ blockedFor: () => (isBlocked ? 3_600_000 : 0) });
  ask("one");
  await clock.advance(MINUTE);
  isBlocked = false;
  await clock.advance(MINUTE / 2);
  expect(names()).toEqual(["one"]);
});

test("a dial that asks again from within its turn waits like any other", async () => {
  const { clock, queue } = setup();
  let turns = 0;
  const again = (): void => {
    turns += 1;
    if (turns < 500) queue.ask("first", again);
  };
  queue.ask("first", again);
  await clock.advance(300_000);
  expect(turns).toBeGreaterThan(200);
  expect(turns).toBeLessThanOrEqual(241);
});
