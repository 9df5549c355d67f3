import { expect, test } from "vitest";
import { tryMutant } from "../../src/campaign/mutant-trial.ts";
import type { DayRunner } from "../../src/campaign/days/day-runner.ts";
import { brokenDay, keptDay, runnerOf, sampleDay } from "./sample-day.ts";

const SEEDS = [11, 12, 13, 14, 15];

function trialWith(runner: DayRunner) {
  const planOf = (seed: number) => sampleDay({ seed });
  return tryMutant({ invariant: "I9", seeds: SEEDS, planOf, runner });
}

test("a mutant is caught on the first seed that violates the named invariant, and no more are lived", async () => {
  const lived: number[] = [];
  const runner = runnerOf((plan) => {
    lived.push(plan.seed);
    if (plan.seed === 12) return brokenDay(plan, "I1");
    return plan.seed === 13 ? brokenDay(plan, "I9", "I2") : keptDay(plan);
  });
  expect(await trialWith(runner)).toEqual({ isCaught: true, seeds: 3, others: ["I1", "I2"] });
  expect(lived).toEqual([11, 12, 13]);
});

test.each([11, 12])(
  "which seed is the first does not depend on which day is over first (here, %d is over last)",
  async (last) => {
    let finishLast: (() => void) | undefined;
    const runner = runnerOf(async (plan) => {
      if (plan.seed === last) await new Promise<void>((resolve) => (finishLast = resolve));
      else setImmediate(() => finishLast?.());
      return brokenDay(plan, "I9", ...(plan.seed === 12 ? (["I8"] as const) : []));
    }, 2);
    expect(await trialWith(runner)).toEqual({ isCaught: true, seeds: 1, others: [] });
  },
);

test("a mutant that only other invariants catch has survived", async () => {
  const runner = runnerOf((plan) => {
    if (plan.seed === 15) throw new Error("it hangs");
    return brokenDay(plan, "I8");
  }, 2);
  expect(await trialWith(runner)).toEqual({ isCaught: false, seeds: 5, others: ["I8", "day"] });
});
