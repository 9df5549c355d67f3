import { describe, expect, test } from "vitest";
import { FAULT_NATURES } from "../../src/faults/fault-natures.ts";
import { planDay } from "../../src/plan/plan-day.ts";
import { quietFrom } from "../../src/plan/quiet-end.ts";
import { WAYS } from "../../src/plan/ways.ts";
import { machinesOf } from "../../src/plan/who-meets.ts";
import { counted, days, plans, programsOf, streamsOf, wayOf, waysOf } from "./plans.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ACCESSES = ["listenKey", "listenToken", "subscription"];
const crowds = plans.filter(({ accounts }) => accounts.length > 2);

describe("every plan can be lived", () => {
  test("names are unique", () => {
    for (const plan of plans.slice(0, 500)) {
      const names = [
        ...plan.accounts.map(({ id }) => id),
        ...plan.machines.map(({ name }) => name),
        ...programsOf(plan).map(({ name }) => name),
      ];
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("no machine has another one's egress, and no two streams of an account share one", () => {
    for (const plan of days) {
      const owners = plan.machines.flatMap(({ name, programs }) =>
        [...new Set(programs.map(({ egress }) => egress))].map((egress) => ({ egress, name })),
      );
      expect(new Set(owners.map(({ egress }) => egress)).size).toBe(owners.length);
      const streams = streamsOf(plan).map(({ account, egress }) => `${account} ${egress}`);
      expect(new Set(streams).size).toBe(streams.length);
    }
  });

  test("managers are only where there are keys, and signers where a signature is wanted", () => {
    const programs = plans.flatMap((plan) =>
      programsOf(plan).map((program) => ({ plan, program, way: wayOf(plan, program) })),
    );
    const managers = programs.filter(({ program }) => program.kind === "manager");
    expect(new Set(managers.map(({ way }) => way.access))).toEqual(new Set(["listenKey"]));
    const signing = programs.filter(({ program }) => program.kind === "stream" && program.signs);
    const wanting = programs.filter(
      ({ plan, program, way }) =>
        program.kind === "stream" &&
        (way.signs ||
          (way.access === "listenToken" && plan.dialect.listenTokenSignature === "required")),
    );
    expect(wanting.every((one) => signing.includes(one))).toBe(true);
    expect(signing.some(({ way }) => way.access === "listenKey")).toBe(false);
  });

  test("an exchange that allows one socket a key has one program a key", () => {
    for (const plan of days.filter(({ dialect }) => dialect.secondSocket !== undefined)) {
      const byKey = plan.accounts.filter(({ way }) => WAYS[way].access === "listenKey");
      const programs = byKey.map(
        ({ id }) => programsOf(plan).filter(({ account }) => account === id).length,
      );
      expect(new Set(programs)).toEqual(new Set([1]));
    }
  });
});

describe.each([24, 12, 6, 2, 0.5])("faults of a day of %d hours", (hours) => {
  const some = Array.from({ length: 400 }, (_, seed) => planDay(seed, { hours })).filter(
    ({ accounts }) => accounts.length <= 2,
  );

  test("are at least three, one after the other", () => {
    for (const { faults } of some) {
      expect(faults.length).toBeGreaterThanOrEqual(3);
      const times = faults.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    }
  });

  test("are over when the quiet end begins", () => {
    const quiet = quietFrom(hours * HOUR_MS);
    expect(hours * HOUR_MS - quiet).toBeGreaterThanOrEqual(
      Math.min(75 * MINUTE_MS, (hours * HOUR_MS) / 3),
    );
    for (const { faults } of some) {
      for (const { kind, atMs, lengthMs, size } of faults) {
        const aftermath = FAULT_NATURES[kind].aftermathMs?.(size) ?? 0;
        expect(atMs).toBeGreaterThanOrEqual(0);
        expect(lengthMs).toBeGreaterThanOrEqual(0);
        expect(atMs + lengthMs + aftermath).toBeLessThanOrEqual(quiet);
      }
    }
  });

  test("concern somebody whom they fit", () => {
    for (const plan of some) {
      const trades = plan.accounts.some(({ perMinute }) => perMinute > 0);
      const misfits = plan.faults.filter((fault) => {
        const { access = ACCESSES, needsEvents = false } = FAULT_NATURES[fault.kind];
        const ways = waysOf(plan, fault);
        const fits = ways.length > 0 && ways.every((way) => access.includes(way.access));
        return !fits || (needsEvents && !trades);
      });
      expect(misfits).toEqual([]);
    }
  });

  test("set no wall clock while the exchange wants silence", () => {
    for (const plan of some) {
      const moves = plan.faults.filter(({ kind }) => kind === "wallMoved");
      const silences = plan.faults.filter(({ kind }) => FAULT_NATURES[kind].silences === true);
      for (const { who, atMs, lengthMs } of moves) {
        for (const silence of silences) {
          if (!machinesOf(silence.who, plan).includes(who)) continue;
          const aftermath = FAULT_NATURES[silence.kind].aftermathMs?.(silence.size) ?? 0;
          const until = silence.atMs + silence.lengthMs + aftermath;
          for (const moment of [atMs, atMs + lengthMs]) {
            expect(moment < silence.atMs || moment > until).toBe(true);
          }
        }
      }
    }
  });
});

describe("crowds", () => {
  test("are every eightieth day, and very large every eight hundredth", () => {
    expect(crowds.length).toBe(25);
    const large = crowds.filter(({ accounts }) => accounts.length === 1_000);
    expect(large.map(({ seed, lengthMs }) => [seed, lengthMs])).toEqual(
      [260, 1_060, 1_860].map((seed) => [seed, 90 * MINUTE_MS]),
    );
    for (const { accounts, lengthMs } of crowds) {
      if (accounts.length === 1_000) continue;
      expect(accounts.length).toBeGreaterThanOrEqual(100);
      expect(accounts.length).toBeLessThanOrEqual(400);
      expect(lengthMs).toBe(40 * MINUTE_MS);
    }
  });

  test("are of one way on one machine, lose everything once, and have fair weather", () => {
    for (const { accounts, machines, faults, weather, lengthMs } of crowds) {
      expect(new Set(accounts.map(({ way }) => way)).size).toBe(1);
      expect(machines).toHaveLength(1);
      expect(machines[0]?.programs).toHaveLength(accounts.length);
      expect(Object.values(weather)).toEqual([0, 0, 0, 0]);
      expect(faults).toHaveLength(1);
      expect(faults[0]?.atMs).toBe(Math.round(lengthMs / 3));
    }
    const disasters = counted(crowds.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
    expect(new Set(disasters.keys())).toEqual(new Set(["bothCut", "killed", "outage"]));
  });

  test("are of many ways", () => {
    const ways = new Set(crowds.map(({ accounts: [first] }) => first?.way));
    expect(ways.size).toBeGreaterThan(8);
  });
});
