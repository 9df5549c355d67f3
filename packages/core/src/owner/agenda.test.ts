import { expect, test } from "vitest";
import { virtualClock } from "../testing.ts";
import { Agenda } from "./agenda.ts";
import { CallBudget } from "./call-budget.ts";
import type { KeyTap } from "./key-tap.ts";

/** A tap at which each turn is ten seconds behind the one before it. */
function setup() {
  const clock = virtualClock();
  let turns = 0;
  const tap = {
    wait: () => (turns += 1) * 10_000,
    blockedFor: () => 0,
  } as Partial<KeyTap> as KeyTap;
  const settings = { clock, random: () => 0.5, weightShare: 0.25 };
  const agenda = new Agenda(tap, settings, new CallBudget(clock));
  return { clock, agenda, turns: () => turns };
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
