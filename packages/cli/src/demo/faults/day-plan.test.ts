import { expect, test } from "vitest";
import { lineUp } from "../line-up.ts";
import { DAY_MS, planDay, type PlannedFault } from "./day-plan.ts";
import { FAULT_KINDS, FAULTS } from "./fault-kinds.ts";

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const MINUTE_MS = 60_000;

function faultsOf(plan: readonly PlannedFault[], name: string): readonly PlannedFault[] {
  return plan.filter(({ product = name }) => product === name);
}

function timesOf(plan: readonly PlannedFault[], strikes: string): readonly number[] {
  return plan.filter(({ kind }) => FAULTS[kind].strikes === strikes).map(({ atMs }) => atMs);
}

function leastPause(times: readonly number[]): number {
  return Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));
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

test("every product meets every fault that it can meet once", () => {
  for (const seed of SEEDS) {
    const plan = planDay(seed, lineUp);
    for (const { name, access } of lineUp) {
      const met = FAULT_KINDS.filter((kind) => FAULTS[kind].access?.includes(access) ?? true);
      const kinds = faultsOf(plan, name).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(met.toSorted());
    }
  }
});

test("listen keys end in two ways, subscriptions in one of their own", () => {
  const plan = planDay(1, lineUp);
  const ends = (name: string): readonly string[] =>
    faultsOf(plan, name)
      .map(({ kind }) => kind)
      .filter((kind) => "access" in FAULTS[kind])
      .toSorted();
  expect(ends("umfutures")).toEqual(["expired", "recreated"]);
  expect(ends("spot")).toEqual(["terminated"]);
  expect(ends("margin-cross")).toEqual(["terminated"]);
});

test("only those say how long to wait who do so on the real exchange", () => {
  const saying = planDay(1, lineUp).flatMap(({ kind, quietS, product = "" }) =>
    kind === "tooManyRequests" && quietS !== undefined ? [product] : [],
  );
  expect(saying.toSorted()).toEqual(["margin-cross", "margin-isolated", "margin-risk", "spot"]);
});

test("whatever leaves a socket comes when nothing that leaves none is near", () => {
  for (const seed of SEEDS) {
    const plan = planDay(seed, lineUp);
    for (const { name } of lineUp) {
      const own = faultsOf(plan, name);
      const gaps = own.filter(({ kind }) => FAULTS[kind].mayGap).map(({ atMs }) => atMs);
      const others = [...timesOf(own, "requests"), ...timesOf(own, "socket")];
      expect(leastPause(gaps)).toBeGreaterThanOrEqual(35 * MINUTE_MS);
      expect(Math.min(...others) - Math.max(...gaps)).toBeGreaterThanOrEqual(35 * MINUTE_MS);
    }
  }
});

test("a socket has an hour for itself after each fault, and the rest of the day after the last one", () => {
  for (const seed of SEEDS) {
    for (const { name } of lineUp) {
      const own = faultsOf(planDay(seed, lineUp), name);
      expect(leastPause(timesOf(own, "socket"))).toBeGreaterThan(60 * MINUTE_MS);
      expect(leastPause(timesOf(own, "requests"))).toBeGreaterThan(60 * MINUTE_MS);
      const last = Math.max(...own.map(({ atMs }) => atMs));
      expect(DAY_MS - last).toBeGreaterThan(60 * MINUTE_MS);
    }
  }
});
