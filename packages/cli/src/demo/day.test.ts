import { expect, test } from "vitest";
import { DAY_MS, planDay, type PlannedFault } from "./day.ts";
import { lineUp } from "./line-up.ts";

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed);
const MINUTE_MS = 60_000;

function faultsOf(plan: readonly PlannedFault[], name: string): readonly PlannedFault[] {
  return plan.filter((fault) => fault.kind === "outage" || fault.product === name);
}

test("a seed always draws the same day, and another seed another one", () => {
  expect(planDay(7, lineUp)).toEqual(planDay(7, lineUp));
  expect(planDay(7, lineUp)).not.toEqual(planDay(8, lineUp));
});

test("a product's day does not depend on who else takes part", () => {
  const [spot] = lineUp;
  const alone = planDay(7, spot === undefined ? [] : [spot]);
  expect(alone).toEqual(faultsOf(planDay(7, lineUp), "spot"));
});

test("every product meets every fault once, and all the same outage of 25 minutes", () => {
  for (const seed of SEEDS) {
    const plan = planDay(seed, lineUp);
    for (const { name } of lineUp) {
      const kinds = faultsOf(plan, name).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== "tooManyRequests").toSorted()).toEqual(
        ["expired", "lostReply", "outage", "recreated", "unauthorized", "unavailable"].toSorted(),
      );
    }
    expect(plan.filter(({ kind }) => kind === "outage")).toEqual([
      expect.objectContaining({ lengthMs: 25 * MINUTE_MS }),
    ]);
  }
});

test("every rate-limit pool is limited once, and who shares it is held back with the others", () => {
  const limited = planDay(1, lineUp).flatMap((fault) =>
    fault.kind === "tooManyRequests" ? [fault.product] : [],
  );
  expect(limited.toSorted()).toEqual([
    "margin-cross",
    "margin-isolated",
    "margin-risk",
    "options",
    "portfolio-margin",
    "spot",
    "umfutures",
  ]);
});

test("only those say how long to wait who do so on the real exchange", () => {
  const saying = planDay(1, lineUp).flatMap((fault) =>
    fault.kind !== "outage" && fault.retryAfterS !== undefined ? [fault.product] : [],
  );
  expect(saying.toSorted()).toEqual(["margin-cross", "margin-isolated", "margin-risk", "spot"]);
});

test("a product has 90 minutes after each fault to recover, and so the whole day for all of them", () => {
  for (const seed of SEEDS) {
    const plan = planDay(seed, lineUp);
    for (const { name } of lineUp) {
      const times = [0, ...faultsOf(plan, name).map(({ atMs }) => atMs), DAY_MS];
      const [, ...pauses] = times.map((at, index) => at - (times[index - 1] ?? 0));
      const [beforeFirst = 0, ...afterEach] = pauses;
      expect(beforeFirst).toBeGreaterThanOrEqual(30 * MINUTE_MS);
      expect(Math.min(...afterEach)).toBeGreaterThanOrEqual(60 * MINUTE_MS);
    }
  }
});
