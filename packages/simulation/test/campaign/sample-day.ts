import { BrokenOff, type DayRunner } from "../../src/campaign/days/day-runner.ts";
import type { DayPlan, FaultPlan, StreamPlan } from "../../src/plan/day-plan.ts";
import type { DayResult } from "../../src/run/run-day.ts";
import type { InvariantId } from "../../src/validators/validator.ts";

const HOUR = 3_600_000;

function streamPlan(name: string, account: string): StreamPlan {
  return {
    kind: "stream",
    name,
    account,
    apiKey: 0,
    startsAtMs: 0,
    egress: `${name}-net`,
    sockets: 2,
    reader: "prompt",
    shareSockets: false,
    signs: false,
  };
}

/** A fault that concerns everybody. */
export function faultAt(atMs: number, more: Partial<FaultPlan> = {}): FaultPlan {
  return { kind: "cut", atMs, lengthMs: 0, who: "", size: 1, ...more };
}

/** A day with some of everything. */
export function sampleDay(more: Partial<DayPlan> = {}): DayPlan {
  return {
    seed: 7,
    lengthMs: 24 * HOUR,
    dialect: { secondSocket: "evicts", eventTime: "different" },
    weather: { lostRequests: 0.01, lostReplies: 0.01, refusedSockets: 0, lostFrames: 0.001 },
    accounts: [
      { id: "alice", way: "umfutures", perMinute: 60, oddPerHour: 2 },
      { id: "bob", way: "spot by signature", perMinute: 1, oddPerHour: 0 },
    ],
    machines: [
      {
        name: "desk",
        skewMs: 500,
        drift: 2e-5,
        latencyMs: { min: 5, max: 50 },
        seesPings: true,
        programs: [streamPlan("desk-1", "alice"), streamPlan("desk-2", "bob")],
      },
      {
        name: "cloud",
        skewMs: 0,
        drift: 0,
        latencyMs: { min: 5, max: 5 },
        seesPings: false,
        programs: [
          {
            kind: "manager",
            name: "cloud-1",
            account: "alice",
            apiKey: 1,
            startsAtMs: HOUR,
            egress: "cloud-net",
          },
        ],
      },
    ],
    faults: Array.from({ length: 24 }, (_, index) => faultAt((index + 0.5) * HOUR)),
    ...more,
  };
}

/** What became of a day on which nothing was wrong. */
export function keptDay(plan: DayPlan, more: Partial<DayResult> = {}): DayResult {
  return {
    plan,
    checks: { I1: 10, I2: 20 },
    violations: {},
    struck: { cut: plan.faults.length },
    produced: 100,
    delivered: 95,
    gaps: 1,
    fingerprint: `of ${plan.seed}`,
    ...more,
  };
}

/** What became of a day on which an invariant was violated. */
export function brokenDay(plan: DayPlan, ...ids: readonly InvariantId[]): DayResult {
  const violations = ids.map((id) => [id, [{ who: "desk-1", message: `${id} is violated` }]]);
  return keptDay(plan, { violations: Object.fromEntries(violations) });
}

/** A runner that lives days by a function; what it throws breaks a day off. */
export function runnerOf(
  live: (plan: DayPlan) => DayResult | Promise<DayResult>,
  lanes = 1,
): DayRunner {
  return {
    lanes,
    async live(plan) {
      try {
        return await live(plan);
      } catch (error) {
        throw error instanceof BrokenOff ? error : new BrokenOff((error as Error).message);
      }
    },
    close: async () => undefined,
  };
}
