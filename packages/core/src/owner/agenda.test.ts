import { expect, test } from "vitest";
import { virtualClock } from "../testing.ts";
import { Agenda } from "./agenda.ts";
import { CallBudget } from "./call-budget.ts";
import type { KeyTap } from "./key-tap.ts";

/** A tap at which each turn is ten seconds behind the one before it, unless the exchange wants silence for longer. */
function setup() {
  const clock = virtualClock();
  const pool = { blockedFor: 0 };
  let turns = 0;
  const wait = () =>
    pool.blockedFor > 0
      ? { inMs: 30_000, isTurn: false }
      : { inMs: (turns += 1) * 10_000, isTurn: true };
  const tap = { wait, blockedFor: () => pool.blockedFor } as Partial<KeyTap> as KeyTap;
  const settings = { clock, random: () => 0.5, weightShare: 0.25 };
  const agenda = new Agenda(tap, settings, new CallBudget(clock));
  return { clock, agenda, pool, turns: () => turns };
}

test("a call that waits for its turn keeps it when the key is doubted again", async () => {
  const { clock, agenda, turns } = setup();
  agenda.hasten();
  expect(agenda.wait("renew")).toBe(10_000);
  await clock.advance(4_000);
  agenda.hasten();
  expect(agenda.wait("renew")).toBe(6_000);
  expect(turns()).toBe(1);
});

test("a key that is doubted while its call is under way takes a turn of its own", () => {
  const { agenda, turns } = setup();
  agenda.hasten();
  agenda.wait("renew");
  agenda.sent();
  agenda.hasten();
  expect(agenda.wait("renew")).toBe(20_000);
  expect(turns()).toBe(2);
});

test("a call that waits for the end of a silence has no turn yet, and takes one when it is over", async () => {
  const { clock, agenda, pool, turns } = setup();
  pool.blockedFor = 300_000;
  agenda.hasten();
  expect(agenda.wait("renew")).toBe(30_000);
  expect(agenda.isHeldBack).toBe(true);
  await clock.advance(10_000);
  pool.blockedFor = 0;
  expect(agenda.wait("renew")).toBe(20_000);
  agenda.hasten();
  expect(agenda.wait("renew")).toBe(10_000);
  expect(turns()).toBe(1);
});

test("a renewal that was held back takes a turn, even if it looks again only when the silence is over", async () => {
  const { clock, agenda, pool, turns } = setup();
  pool.blockedFor = 300_000;
  expect(agenda.wait("renew")).toBe(30_000);
  await clock.advance(30_000);
  pool.blockedFor = 0;
  expect(agenda.wait("renew")).toBe(10_000);
  expect(turns()).toBe(1);
});
