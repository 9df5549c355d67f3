import { Governor, type DialUrgency } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { TurnQueue, type TurnRequest } from "./turn-queue.ts";

/** Forty-five calls of weight one in a minute, with a burst of six seconds' worth. */
const pool = { id: "api", scope: "ip", weightPerMinute: 200 } as const;
const draw = { pool, realm: "live", account: "" };

function setup() {
  const clock = virtualClock();
  const governor = new Governor(clock);
  const queue = new TurnQueue({ governor, draw, clock });
  const turns: { readonly name: string; readonly at: number }[] = [];
  const request = (urgency: DialUrgency, weight = 1): TurnRequest => ({
    urgency: () => urgency,
    weight,
    share: 0.25,
    random: () => 0,
  });
  const ask = (name: string, urgency: DialUrgency = "first") =>
    queue.ask(request(urgency), () => turns.push({ name, at: clock.monotonic() }));
  return {
    clock,
    governor,
    queue,
    turns,
    request,
    ask,
    names: () => turns.map(({ name }) => name),
  };
}

test("a turn comes at once while there is room, but never before ask has returned", async () => {
  const { clock, ask, names } = setup();
  ask("one");
  expect(names()).toEqual([]);
  await clock.advance(0);
  expect(names()).toEqual(["one"]);
});

test("turns keep the pace of the pool's share", async () => {
  const { clock, ask, turns } = setup();
  for (let index = 0; index < 100; index += 1) ask(String(index));
  await clock.advance(120_000);
  const inMinute = turns.filter(({ at }) => at >= 60_000 && at < 120_000);
  expect(inMinute).toHaveLength(45);
});

test("whoever is more urgent goes first, however late they come", async () => {
  const { clock, ask, names } = setup();
  for (let index = 0; index < 20; index += 1) ask("replacement", "replacement");
  await clock.advance(8_000);
  const before = names().length;
  ask("second", "second");
  ask("first", "first");
  await clock.advance(4_000);
  expect(names().slice(before, before + 2)).toEqual(["first", "second"]);
});

test("whoever has become less urgent while they waited goes behind", async () => {
  const { clock, queue, ask, names, turns, request } = setup();
  const standing: { urgency: DialUrgency } = { urgency: "first" };
  for (let index = 0; index < 5; index += 1) ask("early");
  queue.ask({ ...request("first"), urgency: () => standing.urgency }, () => {
    turns.push({ name: "fallen", at: clock.monotonic() });
  });
  for (let index = 0; index < 3; index += 1) ask("late");
  ask("second", "second");
  ask("replacement", "replacement");
  standing.urgency = "second";
  await clock.advance(20_000);
  expect(names().slice(5)).toEqual(["late", "late", "late", "second", "fallen", "replacement"]);
});

test("whoever has become less urgent can still give up", async () => {
  const { clock, queue, ask, names, request } = setup();
  const standing: { urgency: DialUrgency } = { urgency: "first" };
  for (let index = 0; index < 6; index += 1) ask("early");
  const fallen = { ...request("first"), urgency: () => standing.urgency };
  const giveUp = queue.ask(fallen, () => expect.fail("It had given up"));
  standing.urgency = "second";
  ask("late");
  await clock.advance(3_000);
  expect(names().slice(5)).toEqual(["early", "late"]);
  giveUp();
  expect(clock.pendingTimers).toBe(0);
});

test("a heavy call takes more of the pool", async () => {
  const { clock, queue, request, turns, ask } = setup();
  queue.ask(request("first", 10), () => undefined);
  ask("after");
  await clock.advance(60_000);
  expect(turns[0]?.at).toBeGreaterThan(7_000);
});

test("while the exchange wants silence nobody's turn comes, not even one that was given before", async () => {
  const { clock, governor, ask, names } = setup();
  for (let index = 0; index < 10; index += 1) ask(String(index));
  await clock.advance(1);
  const before = names().length;
  expect(before).toBeGreaterThan(0);
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  governor.stop(draw, { status: 429, forMs: 60_000 }, sentAt);
  await clock.advance(59_999);
  expect(names()).toHaveLength(before);
  await clock.advance(60_000);
  expect(names()).toHaveLength(10);
});

test("a silence that turns out to be over early is not waited for, and the pace is kept after it", async () => {
  const { clock, governor, ask, names } = setup();
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  governor.stop(draw, { status: 429, forMs: 600_000 }, sentAt);
  for (let index = 0; index < 20; index += 1) ask(String(index));
  await clock.advance(20_000);
  clock.jump(600_000);
  await clock.advance(9_999);
  expect(names()).toEqual([]);
  await clock.advance(1);
  expect(names()).toHaveLength(5);
});

test("whoever gives up has no turn, and the last one takes the timer along", async () => {
  const { clock, ask, names } = setup();
  const giveUp = ask("one");
  const giveUpOther = ask("two");
  giveUp();
  await clock.advance(2_000);
  expect(names()).toEqual(["two"]);
  giveUpOther();
  ask("three")();
  expect(clock.pendingTimers).toBe(0);
});

test("a turn that is waited for ends with its signal", async () => {
  const { clock, queue, request } = setup();
  const controller = new AbortController();
  const turn = queue.take(request("first"), controller.signal).catch((error: unknown) => error);
  controller.abort();
  expect(await turn).toMatchObject({ code: "ABORTED" });
  expect(clock.pendingTimers).toBe(0);
  const late = queue.take(request("first"), controller.signal).catch((error: unknown) => error);
  expect(await late).toMatchObject({ code: "ABORTED" });
  expect(clock.pendingTimers).toBe(0);
});

test("a turn that has come is not taken back by the signal", async () => {
  const { clock, queue, request } = setup();
  const controller = new AbortController();
  const turn = queue.take(request("first"), controller.signal);
  await clock.advance(0);
  controller.abort();
  await expect(turn).resolves.toBeUndefined();
});
