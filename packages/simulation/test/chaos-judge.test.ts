import type { LogRecord } from "@listenkey/simulator";
import { expect, test } from "vitest";
import type { PhaseRecord, ProcessRecord } from "../src/chaos/director/phase-record.ts";
import { judgeProcesses } from "../src/chaos/judge/judge-processes.ts";
import { judgeSoak } from "../src/chaos/judge/judge-soak.ts";
import { isKept, together, type ChaosVerdict } from "../src/chaos/judge/verdict.ts";
import { lifetimePhase } from "../src/chaos/plan/phases.ts";
import { heapTrend } from "../src/chaos/soak/heap-trend.ts";
import type { SoakRecord } from "../src/chaos/soak/run-soak.ts";

const HOUR = 3_600_000;
const MEGABYTE = 2 ** 20;
const phase = lifetimePhase(1);
const [sleeper] = phase.clients;
const sleep = phase.deeds.find(({ who, lengthMs }) => who === "sleeper" && lengthMs > 60_000);

function processRecord(differences: Partial<ProcessRecord> = {}): ProcessRecord {
  const files = { notes: "n", secrets: "s" };
  const client = sleeper as ProcessRecord["client"];
  const fine = { isKilled: false, badEnd: undefined, output: "" };
  return { client, name: "sleeper.1", ...files, ...fine, ...differences };
}

function record(differences: Partial<PhaseRecord> = {}): PhaseRecord {
  return {
    phase,
    seed: 1,
    startedAt: 0,
    endedAt: 2 * HOUR,
    log: "l",
    deeds: [{ deed: sleep as NonNullable<typeof sleep>, beganAt: 100, endedAt: 100 + 1.1 * HOUR }],
    processes: [processRecord()],
    load: [{ account: "dave", events: 1_000, perSecond: 99 }],
    secrets: [],
    late: [],
    ...differences,
  };
}

function expiry(expiresAt: number, account = "dave"): LogRecord {
  const key = { key: 1, account, product: "umfutures", by: "time" } as const;
  return { kind: "keyExpired", at: 2 * HOUR, expiresAt, ...key };
}

function wrong(of: PhaseRecord, records = [expiry(HOUR)]): readonly string[] {
  return judgeProcesses(of, records).flatMap(({ violations }) =>
    violations.map(({ phase: name, who, message }) => `${name}/${who}: ${message}`),
  );
}

test("a phase in which all went well has been looked at, and nothing is wrong", () => {
  const verdicts = judgeProcesses(record(), [expiry(HOUR)]);
  expect(verdicts.map(({ checks }) => checks)).toEqual([1, 1, 1, 1]);
  expect(verdicts.every(isKept)).toBe(true);
});

test("a process that ended badly, or printed something, is told", () => {
  const processes = [processRecord({ badEnd: "it ended with 1", output: "Error: no\n" })];
  expect(wrong(record({ processes }))).toEqual([
    "lifetime/sleeper.1: it ended with 1",
    "lifetime/sleeper.1: it printed Error: no",
  ]);
});

test("an account with fewer events than it was to have is told", () => {
  const load = [{ account: "dave", events: 1, perSecond: 89.4 }];
  expect(wrong(record({ load }))).toEqual([
    "lifetime/dave: it had 89 events a second, and was to have 100",
  ]);
});

test.each([
  ["no key has expired", []],
  ["it had expired before", [expiry(99)]],
  ["it expired after", [expiry(1.2 * HOUR)]],
  ["it was another account's", [expiry(HOUR, "erin")]],
])("a sleep proves nothing if %s", (_, records) => {
  expect(wrong(record(), records)).toEqual(["lifetime/sleeper: its key had not expired"]);
});

test("a phase in which nobody was to sleep is not asked whether somebody has", () => {
  const awake = { ...phase, deeds: phase.deeds.filter(({ who }) => who !== "sleeper") };
  expect(judgeProcesses(record({ phase: awake, deeds: [] }), [])).toHaveLength(3);
  expect(judgeProcesses(record({ deeds: [] }), []).at(-1)).toMatchObject({ checks: 0 });
});

const verdict: ChaosVerdict = { id: "I10", title: "margin", checks: 1, violations: [] };
const violation = { phase: "load", who: "usdm-1", message: "no" };

test("a verdict is kept if nothing is wrong, and something was looked at where that is a must", () => {
  expect(isKept(verdict)).toBe(true);
  expect(isKept({ ...verdict, violations: [violation] })).toBe(false);
  expect(isKept({ ...verdict, checks: 0 })).toBe(true);
  for (const id of ["I1", "I2", "I3", "I5", "I8", ""]) {
    expect(isKept({ ...verdict, id, checks: 0 })).toBe(false);
  }
});

test("what several phases came to is one verdict for each title", () => {
  const other = { ...verdict, title: "other" };
  const both = together([[verdict, other], [{ ...verdict, checks: 2, violations: [violation] }]]);
  expect(both).toEqual([{ ...verdict, checks: 3, violations: [violation] }, other]);
});

/** A sample a second. */
function heap(sizeAt: (second: number) => number, seconds = 60): SoakRecord {
  const samples = Array.from({ length: seconds }, (_, second) => ({
    atMs: second * 1_000,
    heapUsed: sizeAt(second) * MEGABYTE,
  }));
  const numbers = { heapUsed: 0, events: 1, gaps: 1, rotations: 1, reconnects: 1 };
  return {
    samples,
    last: { told: "heap", state: "live", ...numbers },
    badEnd: undefined,
  };
}

test("a heap that only grows while it warms up is flat", () => {
  const soak = heap((second) => Math.min(20, second) + (second % 2));
  expect(heapTrend(soak.samples).growth).toBeCloseTo(0, 2);
  expect(judgeSoak(soak)).toMatchObject({ violations: [] });
  expect(judgeSoak(soak).checks).toBeGreaterThan(30);
});

test("a heap that grows by more than 5 % is not flat, whatever the noise", () => {
  const soak = heap((second) => 10 + second / 50 + (second % 3) / 10);
  expect(heapTrend(soak.samples).growth).toBeCloseTo(0.07, 2);
  expect(judgeSoak(soak).violations).toMatchObject([{ who: "soaker" }]);
});

test("a heap is flat although something was on its way in a quarter of the samples", () => {
  const soak = heap((second) => 10 + (second > 40 && second % 2 === 0 ? 4 : 0));
  expect(judgeSoak(soak)).toMatchObject({ violations: [] });
});

test("a heap of too few samples, or without anything to get over, proves nothing", () => {
  const few = heap(() => 10, 12);
  expect(judgeSoak(few).violations).toMatchObject([{ message: "there are only 8 samples" }]);
  const { last, ...rest } = heap(() => 10);
  const idle = { ...(last as NonNullable<typeof last>), rotations: 0, reconnects: 0 };
  expect(judgeSoak({ ...rest, last: idle }).violations).toHaveLength(2);
  expect(judgeSoak({ samples: [], last: undefined, badEnd: "gone" }).violations).not.toEqual([]);
});
