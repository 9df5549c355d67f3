import { expect, test } from "vitest";
import { runFake, type FakeOptions } from "./fake-context.ts";
import { brokenDay, keptDay } from "./sample-day.ts";

test("--mutants tells within how many seeds each was caught, and lives the same seeds without a defect", async () => {
  const lived: number[] = [];
  const { code, text } = await runFake("--mutants --seeds 20", {
    live(plan, mutant) {
      if (mutant === undefined) lived.push(plan.seed);
      if (mutant === "M4" && plan.seed === 3) return brokenDay(plan, "I2", "I1");
      if (mutant === "M10 (ended)" && plan.seed === 7) return brokenDay(plan, "I14");
      return keptDay(plan);
    },
  });
  expect(code).toBe(0);
  expect(text).toContain("✓ M4           I2   caught within 3 seeds, also caught by I1");
  expect(text).toMatch(/M10 \(ended\) +a queue ends the reader +I14 +7/);
  expect(Math.max(...lived)).toBe(7);
  expect(text).toContain("2 defects caught by the invariant named beforehand.");
  expect(text).toContain("The code without a defect kept every promise on the same 7 seeds.");
});

test("a mutant that survives every seed fails the command", async () => {
  const { code, text } = await runFake("--mutants --seeds 20", {
    live: (plan, mutant) => (mutant === undefined ? keptDay(plan) : brokenDay(plan, "I2")),
  });
  expect(code).toBe(1);
  expect(text).toContain("✗ M10 (ended)  I14  survived 20 seeds, also caught by I2");
  expect(text).toContain("1 of 2 survived: M10 (ended).");
});

test("code without a defect that fails on the seeds of the mutants fails the command", async () => {
  const { code, text } = await runFake("--mutants --mutant M4 --seeds 20 --shrink 0", {
    live: (plan) => brokenDay(plan, "I2"),
  });
  expect(code).toBe(1);
  expect(text).toContain("The code without a defect failed on 1 of the same 1 seed.");
  expect(text).toContain("repeat  npm run simulate -- --from 1 --seeds 1 --hours 24\n");
});

test("mutants that are interrupted tell which are decided", async () => {
  const interruption = new AbortController();
  const live: FakeOptions["live"] = (plan, mutant) => {
    if (mutant === "M10 (ended)") interruption.abort();
    return brokenDay(plan, "I2", "I14");
  };
  const { text, opened } = await runFake("--mutants", { live, signal: interruption.signal });
  expect(text).toContain("✓ M4");
  expect(text).toContain("Interrupted.");
  expect(text).not.toContain("without a defect");
  expect(opened.map(({ mutant }) => mutant?.id)).toEqual(["M4", "M10 (ended)"]);
});
