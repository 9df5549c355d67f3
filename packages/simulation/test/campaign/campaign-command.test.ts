import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { BrokenOff } from "../../src/campaign/days/day-runner.ts";
import { readKeptPlan } from "../../src/campaign/kept-plan.ts";
import { runFake, type FakeOptions } from "./fake-context.ts";
import { brokenDay, keptDay } from "./sample-day.ts";

test("a campaign in which every promise is kept ends with 0, and tells what was looked at", async () => {
  const { code, text, stillOpen } = await runFake("--seeds 120 --hours 6");
  expect(code).toBe(0);
  expect(text).toContain("Days of 6 h: seeds 1 to 120; 2 at a time, commit 0123456789ab");
  expect(text).toMatch(/✓ I1 {3}nothing lost +1,200 checks {2}0 violations/);
  expect(text).toMatch(/✓ I16 {2}the same day again +3 checks/);
  expect(text).toMatch(/^120 runs in .* 30\.0 simulated days/m);
  expect(text).toContain("12,000 events produced, 11,400 delivered, 120 gaps");
  expect(text.trimEnd()).toMatch(/Every promise was kept\.$/);
  expect(stillOpen()).toBe(0);
});

test("a campaign counts what was drawn, and what struck", async () => {
  const { text } = await runFake("--seeds 10");
  expect(text).toMatch(/cut +240 +240/);
  expect(text).toMatch(/torn +0 +0/);
  expect(text).toMatch(/secondSocket: evicts +10/);
  expect(text).toMatch(/pings: missing +0/);
  expect(text).toMatch(/Rarest: torn, 0 times; pings: missing, 0 times\./);
});

test("a failure is told with its seed, the commit, the invariant, and the commands that repeat it", async () => {
  const { code, text } = await runFake("--seeds 5 --hours 6 --shrink 0", {
    live: (plan) => (plan.seed === 3 ? brokenDay(plan, "I2") : keptDay(plan)),
  });
  expect(code).toBe(1);
  expect(text).toContain("✗ seed 3");
  expect(text).toContain("  I2 nothing twice\n    desk-1: I2 is violated");
  expect(text).toContain("commit  0123456789ab");
  expect(text).toContain("npm run simulate -- --from 3 --seeds 1 --hours 6\n");
  expect(text).toContain("npm run simulate -- --trace 3 --hours 6\n");
  expect(text).toMatch(/✗ I2 {3}nothing twice .* violated on 1 day: seed 3/);
  expect(text.trimEnd()).toMatch(/1 of 5 runs failed\.$/);
});

test("a failure is made shorter, kept in a file, and that file can be replayed", async () => {
  const live: FakeOptions["live"] = (plan) =>
    plan.seed === 3 && plan.faults.some(({ atMs }) => atMs < 12 * 3_600_000)
      ? brokenDay(plan, "I2")
      : keptDay(plan);
  const { text, files } = await runFake("--seeds 5", { live });
  expect(text).toMatch(/↳ seed 3 made shorter in \d+ runs; still failing: I2 nothing twice$/m);
  expect(text).toContain("npm run simulate -- --replay kept/seed-3-I2.json");
  const kept = readKeptPlan(files["kept/seed-3-I2.json"] ?? "");
  expect(kept).toMatchObject({ violated: ["I2"], note: "I2 is violated" });
  expect(kept.plan.faults).toHaveLength(1);
  const replayed = await runFake("--replay kept/seed-3-I2.json", { live, files });
  expect(replayed.code).toBe(1);
  expect(replayed.text).toContain("✗ I2 nothing twice");
});

test("a failure that cannot be made shorter is kept, too", async () => {
  let lives = 0;
  const live: FakeOptions["live"] = (plan) =>
    (lives += 1) === 1 ? brokenDay(plan, "I2") : keptDay(plan);
  const { text, files } = await runFake("--seeds 1", { live });
  expect(text).toMatch(/↳ seed 1 could not be made shorter in \d+ runs/);
  expect(Object.keys(files)).toEqual(["kept/seed-1-I2.json"]);
});

test("of failures of one kind only the first is made shorter", async () => {
  const live: FakeOptions["live"] = (plan) => brokenDay(plan, plan.seed % 2 === 0 ? "I1" : "I2");
  const { text } = await runFake("--seeds 6", { live });
  expect(text.match(/made shorter/g)).toHaveLength(2);
});

test("after ten failures, others are told in a line", async () => {
  const { text } = await runFake("--seeds 14 --shrink 0", {
    live: (plan) => brokenDay(plan, "I1"),
  });
  expect(text.match(/repeat {2}/g)).toHaveLength(10);
  expect(text).toContain("✗ seed 14 I1\n");
});

test("a day that does not come to its end is a failure that names the seed", async () => {
  const { code, text } = await runFake("--seeds 3 --shrink 0", {
    live(plan) {
      if (plan.seed === 2) throw new Error("a timer of the system was asked for");
      return keptDay(plan);
    },
  });
  expect(code).toBe(1);
  expect(text).toContain("✗ seed 2");
  expect(text).toContain("a timer of the system was asked for");
  expect(text).toMatch(/✗ day {2}every day comes to its end .* violated on 1 day: seed 2/);
});

test("a day that takes too long is not tried again and again", async () => {
  let lives = 0;
  const { text, files } = await runFake("--seeds 3", {
    live(plan) {
      if (plan.seed !== 2) return keptDay(plan);
      lives += 1;
      throw new BrokenOff("it was not over in time", { hung: true });
    },
  });
  expect(text).toContain("✗ seed 2");
  expect([lives, files]).toEqual([1, {}]);
});

test("over a hundred days, a validator that never looked at anything is a failure", async () => {
  const live: FakeOptions["live"] = (plan) => keptDay(plan, { checks: { I1: 1 } });
  const many = await runFake("--seeds 100", { live });
  expect(many.code).toBe(1);
  expect(many.text).toMatch(/✗ I2 {3}nothing twice +0 checks {2}never put to the test/);
  const few = await runFake("--seeds 99", { live });
  expect(few.code).toBe(0);
  expect(few.text).toMatch(/· I2 {3}nothing twice +0 checks {2}never put to the test/);
});

test("fresh seeds come after the fixed ones until the time is over, and the base seed is told", async () => {
  const clock = virtualClock();
  const seeds: number[] = [];
  const live: FakeOptions["live"] = async (plan) => {
    seeds.push(plan.seed);
    await clock.advance(1_000);
    return keptDay(plan);
  };
  const { code, text } = await runFake("--seeds 4 --hours 6 --then-for 10 --jobs 1", {
    live,
    clock,
  });
  expect(code).toBe(0);
  expect([...new Set(seeds)].slice(0, 6)).toEqual([1, 2, 3, 4, 5_000_000, 5_000_001]);
  expect(text).toMatch(/^4 fixed seeds, \d+ fresh from base seed 5000000$/m);
});

test("with --mutant, days are lived with the defect, and commands that repeat them say so", async () => {
  const { code, text, opened } = await runFake('--seeds 2 --shrink 0 --mutant "m10 (ENDED)"', {
    live: (plan, mutant) => (mutant === "M10 (ended)" ? brokenDay(plan, "I1") : keptDay(plan)),
  });
  expect(code).toBe(1);
  expect(opened.map(({ mutant }) => mutant?.id)).toEqual(["M10 (ended)"]);
  expect(text).toContain("with the defect M10 (ended): a queue ends the reader");
  expect(text).toContain('--hours 24 --mutant "M10 (ended)"');
});

test("a campaign without a day has shown nothing", async () => {
  const { code, text } = await runFake("--seeds 0");
  expect([code, text.trimEnd().split("\n").at(-1)]).toEqual([1, "No day was lived."]);
});

test("--json writes the result into a file", async () => {
  const { files } = await runFake("--seeds 3 --json out.json --shrink 0", {
    live: (plan) => (plan.seed === 2 ? brokenDay(plan, "I1") : keptDay(plan)),
  });
  expect(JSON.parse(files["out.json"] ?? "")).toMatchObject({
    commit: "0123456789ab",
    command: "npm run simulate -- --from 1 --seeds 3 --hours 24",
    runs: 3,
    failedRuns: 1,
    simulatedDays: 3,
    faults: [{ kind: "cut", drawn: 72, struck: 72 }, { kind: "torn" }],
    failures: [{ seed: 2, charges: { I1: [{ message: "I1 is violated" }] } }],
  });
});

test("a campaign that is interrupted tells what is known so far", async () => {
  const interruption = new AbortController();
  const live: FakeOptions["live"] = (plan) => {
    if (plan.seed === 150) interruption.abort();
    return keptDay(plan, { checks: { I1: 1 } });
  };
  const { text, stillOpen } = await runFake("--seeds 1000", { live, signal: interruption.signal });
  expect(text).toMatch(/^15\d runs in /m);
  expect(text.trimEnd()).toMatch(/Interrupted; no promise was broken so far\.$/);
  expect(stillOpen()).toBeLessThanOrEqual(0);
});
