import fc from "fast-check";
import { expect, test } from "vitest";
import { play } from "./model-exchange.fixture.ts";
import { distinctScenarios, repeatingScenarios, unexpectedScenarios } from "./scenarios.fixture.ts";
import {
  judgeAlways,
  judgeDistinct,
  judgeRepeating,
  newTally,
  type Check,
} from "./verdict.fixture.ts";

const CASES = 10_000;
/** Always the same cases: what fails once fails again. */
const SEED = 20_261_121;

test("where every text is distinct, nothing is lost, doubled, delayed, out of order or doubted", () => {
  const tally = newTally();
  const judged = fc.property(distinctScenarios, (scenario) => {
    judgeDistinct({ scenario, outcome: play(scenario), tally });
  });
  fc.assert(judged, { numRuns: CASES, seed: SEED });
  const checks: Check[] = [
    "once",
    "notLost",
    "prompt",
    "late",
    "inOrder",
    "leadersOrder",
    "reported",
    "notAccused",
  ];
  for (const check of checks) expect(tally[check], `checks: ${check}`).toBeGreaterThan(100);
}, 60_000);

test("where texts repeat, nothing is lost or doubled outside a doubt that was announced", () => {
  const tally = newTally();
  const judged = fc.property(repeatingScenarios, (scenario) => {
    judgeRepeating({ scenario, outcome: play(scenario), tally });
  });
  fc.assert(judged, { numRuns: CASES, seed: SEED });
  const checks: Check[] = ["once", "notLost", "inOrder", "notAccused"];
  for (const check of checks) expect(tally[check], `checks: ${check}`).toBeGreaterThan(100);
  // Three feeds, one that just began, one that just died: the rest is decided.
  expect(tally.undecided / CASES).toBeLessThan(0.08);
  expect(tally.masked / CASES).toBeLessThan(0.02);
}, 60_000);

test("where texts repeat from the start, nothing is lost, doubled or doubted as long as nobody leaves", () => {
  const tally = newTally();
  const judged = fc.property(unexpectedScenarios, (scenario) => {
    const outcome = play(scenario);
    judgeAlways({ scenario, outcome, tally });
    expect(outcome.reports).toEqual([]);
    expect(outcome.undecided).toEqual([]);
  });
  fc.assert(judged, { numRuns: 2_000, seed: SEED });
  for (const check of ["once", "notLost"] as const) {
    expect(tally[check], `checks: ${check}`).toBeGreaterThan(100);
  }
}, 60_000);
