import { expect, test } from "vitest";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { Stopped, type DayRunner } from "../../src/campaign/days/day-runner.ts";
import type { Outcome } from "../../src/campaign/days/outcome.ts";
import { seedsOf } from "../../src/campaign/days/seeds.ts";
import { brokenDay, keptDay, runnerOf, sampleDay } from "./sample-day.ts";

/** Lives seeds from 1 on; tells what became of them, and what was lived. */
async function livedBy(runner: DayRunner, count: number, stopAfter = Infinity) {
  const outcomes: Outcome[] = [];
  const stopper = new AbortController();
  await runCampaign({
    seeds: seedsOf({ from: 1, count, fresh: undefined }),
    planOf: (seed) => sampleDay({ seed }),
    runner,
    signal: stopper.signal,
    onOutcome(outcome) {
      outcomes.push(outcome);
      if (outcomes.length >= stopAfter) stopper.abort();
    },
  });
  return outcomes;
}

const seedsIn = (outcomes: readonly Outcome[]) => outcomes.map(({ plan }) => plan.seed);

test("each seed is lived, the first of every fifty twice", async () => {
  const lived: number[] = [];
  const runner = runnerOf((plan) => {
    lived.push(plan.seed);
    return keptDay(plan);
  });
  const outcomes = await livedBy(runner, 101);
  expect(seedsIn(outcomes)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
  expect(lived.filter((seed, index) => lived.indexOf(seed) !== index)).toEqual([1, 51, 101]);
  expect(outcomes.filter(({ wasRepeated }) => wasRepeated)).toHaveLength(3);
});

test("as many days are lived at a time as there is room for", async () => {
  let now = 0;
  let most = 0;
  const runner = runnerOf(async (plan) => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    return keptDay(plan);
  }, 3);
  expect(await livedBy(runner, 20)).toHaveLength(20);
  expect(most).toBe(3);
});

test("a day that is another one when it is lived again violates I16", async () => {
  let lives = 0;
  const runner = runnerOf((plan) => keptDay(plan, { fingerprint: `life ${(lives += 1)}` }));
  const [first, second] = await livedBy(runner, 2);
  expect(first?.charges.get("I16")?.[0]?.message).toContain("life 1, then life 2");
  expect(second?.charges.size).toBe(0);
});

test("a day that ends only the first time it is lived violates I16", async () => {
  let lives = 0;
  const runner = runnerOf((plan) => {
    if (++lives === 2) throw new Error("out of memory");
    return keptDay(plan);
  });
  const [first] = await livedBy(runner, 1);
  expect(first?.charges.get("I16")?.[0]?.message).toContain("out of memory");
});

test("a day is charged with what it violated, and with not having come to its end", async () => {
  const runner = runnerOf((plan) => {
    if (plan.seed === 3) throw new Error("the worker died");
    return plan.seed === 2 ? brokenDay(plan, "I5", "I1") : keptDay(plan);
  });
  const outcomes = await livedBy(runner, 4);
  expect(outcomes.map(({ charges }) => [...charges.keys()])).toEqual([
    [],
    ["I5", "I1"],
    ["day"],
    [],
  ]);
  expect(outcomes[2]?.charges.get("day")).toEqual([{ who: "day", message: "the worker died" }]);
});

test("once it is aborted, no more seeds are drawn", async () => {
  expect(
    seedsIn(
      await livedBy(
        runnerOf((plan) => keptDay(plan)),
        10,
        4,
      ),
    ),
  ).toEqual([1, 2, 3, 4]);
});

test("a runner that was closed ends a campaign without a failure", async () => {
  const runner = {
    ...runnerOf((plan) => keptDay(plan)),
    live: () => Promise.reject(new Stopped()),
  };
  expect(await livedBy(runner, 10)).toEqual([]);
});

test("what is wrong with the campaign itself is not kept quiet", async () => {
  const runner = {
    ...runnerOf((plan) => keptDay(plan)),
    live: () => Promise.reject(new Error("bug")),
  };
  await expect(livedBy(runner, 10)).rejects.toThrow("bug");
});

test("fresh seeds come after the fixed ones, while there is time", () => {
  let left = 3;
  const fresh = { base: 900, isTimeLeft: () => left-- > 0 };
  expect([...seedsOf({ from: 5, count: 2, fresh })]).toEqual([5, 6, 900, 901, 902]);
});
