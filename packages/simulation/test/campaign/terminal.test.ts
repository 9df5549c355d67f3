import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { Tally } from "../../src/campaign/tally/tally.ts";
import { progressText, showProgress } from "../../src/campaign/terminal/progress.ts";
import { screenOn } from "../../src/campaign/terminal/terminal.ts";
import { keptDay, sampleDay } from "./sample-day.ts";

/** A stream that remembers, as a terminal or as a file. */
function recorded({ isTTY = true, env = {} } = {}) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { written, screen: screenOn({ isTTY, columns: 20, write }, env) };
}

const EMPTY = "\r\x1b[2K";

test("on a terminal a line is refreshed in its place, no longer than the terminal is wide", () => {
  const { screen, written } = recorded();
  screen.show("1 run");
  screen.show("2 runs, and many more words");
  screen.show("");
  expect(written).toEqual(["1 run", `${EMPTY}2 runs, and many mo`, EMPTY]);
});

test("what is printed stands above the line that is refreshed", () => {
  const { screen, written } = recorded();
  screen.show("1 run");
  screen.print("a failure");
  expect(written.join("")).toBe(`1 run${EMPTY}a failure\n1 run`);
});

test.each([{ isTTY: false }, { env: { TERM: "dumb" } }])(
  "where lines cannot be taken back (%j), none are refreshed, and nothing is coloured",
  (options) => {
    const { screen, written } = recorded(options);
    screen.show("1 run");
    screen.print(screen.colors.red("a failure"));
    expect(written).toEqual(["a failure\n"]);
  },
);

test("colours are for terminals, and not if somebody wants none", () => {
  const isColored = (env: Record<string, string>) =>
    recorded({ env }).screen.colors.red("x") !== "x";
  expect([isColored({}), isColored({ NO_COLOR: "1" })]).toEqual([true, false]);
});

test("a log gets a line of progress every ten seconds, until the end", async () => {
  const { screen, written } = recorded({ isTTY: false });
  const clock = virtualClock();
  const end = showProgress(screen, clock, () => `at ${clock.monotonic()}`);
  await clock.advance(25_000);
  end();
  await clock.advance(60_000);
  expect(written).toEqual(["at 10000\n", "at 20000\n"]);
  expect(clock.pendingTimers).toBe(0);
});

test("a terminal sees progress at once, and several times a second", async () => {
  const { screen, written } = recorded();
  const clock = virtualClock();
  const end = showProgress(screen, clock, () => `${clock.monotonic()}`);
  await clock.advance(500);
  end();
  expect(written.join("|")).toBe(`0|${EMPTY}250|${EMPTY}500|${EMPTY}`);
});

test("progress tells runs, rates, events, failures and what is left", () => {
  const tally = new Tally({ faults: [], dialects: [] });
  const charges = new Map();
  for (const seed of [1, 2, 3, 4]) {
    const plan = sampleDay({ seed, lengthMs: 12 * 3_600_000 });
    tally.add({ plan, result: keptDay(plan), charges, hung: false, wasRepeated: false });
  }
  expect(progressText({ tally, runs: 2_000, tookMs: 2_000 })).toBe(
    "4 of 2,000 runs · 2.00 runs/s · 1.00 days/s · 400 events · no failures · 16m 38s left",
  );
  expect(progressText({ tally, runs: undefined, tookMs: 2_000 })).toBe(
    "4 runs · 2.00 runs/s · 1.00 days/s · 400 events · no failures",
  );
});
