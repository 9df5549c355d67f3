import { expect, test } from "vitest";
import { shrink } from "../../src/campaign/shrinking/shrink.ts";
import type { DayPlan } from "../../src/plan/day-plan.ts";
import { faultAt, sampleDay } from "./sample-day.ts";

const HOUR = 3_600_000;
const BUDGET = 300;

/** Shrinks a sample, with an answer that is written down. */
async function shrunk(
  fails: (plan: DayPlan) => boolean,
  { plan = sampleDay(), budget = BUDGET } = {},
) {
  const tried: DayPlan[] = [];
  const result = await shrink(
    plan,
    async (candidate) => {
      tried.push(candidate);
      return fails(candidate);
    },
    budget,
  );
  return { ...result, tried };
}

const sizes = ({ faults }: DayPlan) => faults.map(({ size }) => size);

test("of many faults, the two that are needed together are left", async () => {
  const faults = Array.from({ length: 40 }, (_, index) => faultAt(index * 60_000, { size: index }));
  const plan = sampleDay({ faults });
  const needed = (day: DayPlan) => [11, 29].every((size) => sizes(day).includes(size));
  expect(sizes((await shrunk(needed, { plan })).plan)).toEqual([11, 29]);
});

test("what does not matter is gone: weather, dialect, accounts, machines, programs, traits", async () => {
  const { plan } = await shrunk(() => true);
  expect(plan.faults).toEqual([]);
  expect(Object.values(plan.weather).every((share) => share === 0)).toBe(true);
  expect(plan.dialect).toEqual({});
  expect([plan.accounts.length, plan.machines.length]).toEqual([1, 1]);
  expect(plan.machines[0]?.programs).toHaveLength(1);
});

test("what matters stays, and everything else goes", async () => {
  const { plan } = await shrunk(
    ({ dialect, weather, accounts, machines }) =>
      dialect.secondSocket === "evicts" &&
      weather.lostFrames > 0 &&
      accounts.some(({ id, oddPerHour }) => id === "alice" && oddPerHour > 0) &&
      machines.some(({ programs }) => programs.some(({ name }) => name === "desk-1")),
  );
  expect(plan).toMatchObject({
    dialect: { secondSocket: "evicts" },
    weather: { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0.001 },
    accounts: [{ id: "alice", perMinute: 1, oddPerHour: 2 }],
    machines: [
      {
        name: "desk",
        skewMs: 0,
        drift: 0,
        programs: [{ name: "desk-1", reader: "listener", sockets: 1 }],
      },
    ],
    faults: [],
  });
  expect(Object.keys(plan.dialect)).toEqual(["secondSocket"]);
});

test("with an account go its programs, machines that are idle then, and faults of any of them", async () => {
  const faults = ["bob", "desk-2", "cloud", "alice", ""].map((who) => faultAt(HOUR, { who }));
  const { tried } = await shrunk((day) => day.faults.length === 5 || day.accounts.length === 1, {
    plan: sampleDay({ faults }),
  });
  const without = tried.find(({ accounts }) => accounts.length === 1 && accounts[0]?.id === "bob");
  expect(without?.faults.map(({ who }) => who)).toEqual(["bob", "desk-2", ""]);
  expect(without?.machines.map(({ name }) => name)).toEqual(["desk"]);
});

test("the day ends soon after what is needed", async () => {
  const plan = sampleDay({ faults: [faultAt(5 * HOUR)] });
  const needed = ({ lengthMs, faults }: DayPlan) =>
    faults.length === 1 && lengthMs - (faults[0]?.atMs ?? 0) >= HOUR;
  const { plan: shortest } = await shrunk(needed, { plan });
  expect(shortest.lengthMs).toBeLessThan(2 * HOUR);
  expect(needed(shortest)).toBe(true);
});

test("a plan of which everything is needed stays as it is", async () => {
  const plan = sampleDay();
  const result = await shrunk(() => false, { plan });
  expect(result.plan).toBe(plan);
});

test("no more plans are tried than the budget allows, and the best so far is kept", async () => {
  const needed = (day: DayPlan) => day.faults.some(({ atMs }) => atMs === 3.5 * HOUR);
  const { plan, tries, tried } = await shrunk(needed, { budget: 8 });
  expect([tries, tried.length]).toEqual([8, 8]);
  expect(needed(plan)).toBe(true);
  expect(plan.faults.length).toBeLessThan(24);
});

test("no plan is tried twice, and none on which nobody reads anything", async () => {
  const { tried } = await shrunk((day) => day.faults.length > 2 && day.accounts.length > 0);
  expect(new Set(tried.map((plan) => JSON.stringify(plan))).size).toBe(tried.length);
  expect(tried.length).toBeGreaterThan(20);
  for (const { machines, accounts } of tried) {
    expect(machines.every(({ programs }) => programs.length > 0)).toBe(true);
    expect(Math.min(machines.length, accounts.length)).toBeGreaterThan(0);
  }
});

test("the same plan and answers bring the same search", async () => {
  const fails = (day: DayPlan) => sizes(day).length % 3 !== 1;
  expect((await shrunk(fails)).tried).toEqual((await shrunk(fails)).tried);
});
