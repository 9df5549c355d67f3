import { describe, expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/faults/fault-kinds.ts";
import type { DayPlan } from "../../src/plan/day-plan.ts";
import { DIALECT_ALTERNATIVES } from "../../src/plan/dialects.ts";
import { planDay } from "../../src/plan/plan-day.ts";
import { WAY_NAMES } from "../../src/plan/ways.ts";
import { counted, days, plans, streamsOf } from "./plans.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A campaign of 20,000 seeds is to have a hundred of each: these are a tenth of it. */
const ENOUGH = 10;

function median(numbers: readonly number[]): number {
  return (
    numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

test("a seed always has the same day, and another seed another one", () => {
  expect(planDay(7, { hours: 24 })).toEqual(plans[7]);
  expect(planDay(8, { hours: 24 })).not.toEqual({ ...plans[7], seed: 8 });
});

test("a plan can be written down and read again", () => {
  for (const plan of plans.slice(0, 100)) expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test("who takes part does not depend on how long the day is", () => {
  const cast = ({ accounts, machines }: DayPlan) => [
    accounts,
    machines.map(({ programs, ...machine }) => [machine, programs.map(({ name }) => name)]),
  ];
  for (const seed of [1, 2, 3, 4]) {
    expect(cast(planDay(seed, { hours: 6 }))).toEqual(cast(planDay(seed, { hours: 24 })));
  }
});

describe("everything is drawn often enough", () => {
  const kinds = counted(days.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  test.each(FAULT_KINDS)("%s", (kind) => {
    expect(kinds.get(kind) ?? 0).toBeGreaterThanOrEqual(ENOUGH);
  });

  test.each(DIALECT_ALTERNATIVES)("an exchange with $entry: $value", ({ entry, value }) => {
    const having = days.filter(({ dialect }) => dialect[entry] === value);
    expect(having.length).toBeGreaterThanOrEqual(ENOUGH);
    // None is the rule, but for what may be either as well.
    expect(having.length).toBeLessThan(days.length / (entry === "probes" ? 3 : 5));
  });

  test("every reader", () => {
    const readers = counted(days.flatMap(streamsOf).map(({ reader }) => reader));
    expect(readers.size).toBe(6);
    expect(Math.min(...readers.values())).toBeGreaterThan(100);
  });

  test("every way, and none more often than others", () => {
    const ways = counted(days.map(({ accounts: [first] }) => first?.way));
    expect(new Set(ways.keys())).toEqual(new Set(WAY_NAMES));
    expect(Math.min(...ways.values())).toBeGreaterThan(120);
    expect(Math.max(...ways.values())).toBeLessThan(240);
  });

  test("every size of a cast", () => {
    expect(new Set(days.map(({ accounts }) => accounts.length))).toEqual(new Set([1, 2]));
    const machines = counted(days.map((plan) => plan.machines.length));
    expect(new Set(machines.keys())).toEqual(new Set([1, 2, 3]));
    expect(Math.min(...machines.values())).toBeGreaterThan(80);
  });

  test("one socket and two, shared ones, browsers, managers beside streams, and keys of one's own", () => {
    const streams = days.flatMap(streamsOf);
    expect(streams.filter(({ sockets }) => sockets === 1).length).toBeGreaterThan(200);
    expect(streams.filter(({ shareSockets }) => shareSockets).length).toBeGreaterThan(ENOUGH);
    const machines = days.flatMap((plan) => plan.machines);
    expect(machines.filter(({ seesPings }) => !seesPings).length).toBeGreaterThan(500);
    const pairs = machines.flatMap(({ programs }) =>
      programs.flatMap((one) =>
        programs.filter((other) => other !== one).map((other) => ({ one, other })),
      ),
    );
    const beside = pairs.filter(
      ({ one, other }) =>
        one.account === other.account && one.kind === "manager" && other.kind === "stream",
    );
    const together = beside.filter(({ one, other }) => one.egress === other.egress);
    const apart = beside.filter(
      ({ one, other }) => one.egress !== other.egress && one.apiKey !== other.apiKey,
    );
    expect(together.length).toBeGreaterThan(100);
    expect(apart.length).toBeGreaterThan(30);
  });

  test("two accounts on one set of shared sockets", () => {
    const sharing = days.filter((plan) => {
      const sharers = streamsOf(plan).filter(({ shareSockets }) => shareSockets);
      const egresses = counted(sharers.map(({ egress }) => egress));
      return [...egresses.values()].some((count) => count > 1);
    });
    expect(sharing.length).toBeGreaterThan(1);
  });
});

describe("days are of the expected kind", () => {
  test("the median account trades about once a minute, some never", () => {
    const paces = days.flatMap(({ accounts }) => accounts.map(({ perMinute }) => perMinute));
    expect(median(paces)).toBeGreaterThan(0.7);
    expect(median(paces)).toBeLessThan(1.3);
    expect(paces.filter((pace) => pace === 0).length / paces.length).toBeCloseTo(0.04, 1);
  });

  test("there is about as much as a day can cost", () => {
    expect(mean(days.map((plan) => streamsOf(plan).length))).toBeGreaterThan(1.1);
    expect(mean(days.map((plan) => streamsOf(plan).length))).toBeLessThan(1.6);
    expect(mean(days.map(({ faults }) => faults.length))).toBeGreaterThan(12);
    expect(mean(days.map(({ faults }) => faults.length))).toBeLessThan(17);
  });

  test("some are calm until listen tokens have met trouble as they are renewed", () => {
    const calm = days.filter(({ faults: [first, second] }) => {
      const isLong = (first?.lengthMs ?? 0) >= 2 * HOUR_MS;
      return isLong && first?.size !== undefined && (second?.atMs ?? 0) >= 13 * HOUR_MS;
    });
    const ways = new Set(calm.flatMap(({ accounts }) => accounts.map(({ way }) => way)));
    expect(calm.length).toBeGreaterThan(20);
    expect(ways).toContain("margin-cross by token");
    expect(ways).toContain("margin-isolated by token");
  });

  test("some have few faults, and some many", () => {
    const counts = days.map(({ faults }) => faults.length);
    expect(counts.filter((count) => count <= 5).length / counts.length).toBeGreaterThan(0.15);
    expect(counts.filter((count) => count >= 25).length / counts.length).toBeGreaterThan(0.1);
  });

  test("faults come in clusters, too", () => {
    const followed = days.flatMap(({ faults }) =>
      faults.filter(
        ({ atMs }, index) => atMs - (faults[index - 1]?.atMs ?? -Infinity) < 2 * MINUTE_MS,
      ),
    );
    const all = days.flatMap(({ faults }) => faults);
    expect(followed.length / all.length).toBeGreaterThan(0.25);
    expect(followed.length / all.length).toBeLessThan(0.5);
  });
});
