import { expect, test } from "vitest";
import type { PhaseRecord } from "../src/chaos/director/phase-record.ts";
import type { JudgedPhase } from "../src/chaos/judge/judge-phase.ts";
import { SessionNotes } from "../src/chaos/judge/session-of.ts";
import type { ChaosVerdict } from "../src/chaos/judge/verdict.ts";
import type { Note } from "../src/chaos/notes/note.ts";
import type { ChaosDeed } from "../src/chaos/plan/chaos-plan.ts";
import { lifetimePhase } from "../src/chaos/plan/phases.ts";
import { chaosReport } from "../src/chaos/report/chaos-report.ts";
import { failureText } from "../src/chaos/report/failure-text.ts";
import { screenOn } from "../src/campaign/terminal/terminal.ts";
import type { StreamPlan } from "../src/plan/day-plan.ts";

const { colors } = screenOn({ write: () => undefined }, {});
const phase = lifetimePhase(1);

const NOTES: readonly Note[] = [
  { note: "opened", at: 1_000 },
  { note: "word", at: 2_000, name: "live", state: "live", event: { proof: "key" } },
  { note: "item", at: 3_000, item: { type: "X", seq: 1, raw: "{}", late: true } },
  { note: "item", at: 4_000, item: { type: "gap", seq: 2, from: 1, to: 2, cause: "connection" } },
  { note: "late", at: 125_000, from: 5_000 },
  {
    note: "word",
    at: 126_000,
    name: "attemptFailed",
    state: "interrupted",
    event: { lane: 0, error: { code: "NETWORK", stack: "at somewhere" } },
  },
];

function judged(): JudgedPhase {
  const [client] = phase.clients;
  if (client === undefined) throw new Error("no client");
  const notes = new SessionNotes();
  for (const note of NOTES) notes.add(note);
  const plan = { egress: client.name } as StreamPlan;
  const noted = notes.conclude({ plan, way: "umfutures", isKilled: true, unwrittenMs: 0 });
  const deed: ChaosDeed = { kind: "kill", who: client.name, atMs: 0, lengthMs: 1 };
  const process = {
    client,
    name: "sleeper.1",
    notes: "sleeper.1.notes.jsonl",
    secrets: "",
    isKilled: true,
    badEnd: undefined,
    output: "",
  };
  const record: PhaseRecord = {
    phase,
    seed: 1,
    startedAt: 0,
    endedAt: 3_600_000,
    log: "",
    deeds: [{ deed, beganAt: 1, endedAt: 2 }],
    processes: [process],
    load: [
      { account: "dave", events: 1, perSecond: 101.4 },
      { account: "erin", events: 1, perSecond: 99.6 },
    ],
    secrets: [],
    late: [],
  };
  return { record, processes: [{ process, noted }], verdicts: [] };
}

const KEPT: ChaosVerdict = { id: "I2", title: "nothing twice", checks: 1_234, violations: [] };
const BROKEN: ChaosVerdict = {
  id: "I1",
  title: "nothing lost",
  checks: 9,
  violations: Array.from({ length: 10 }, (_, index) => ({
    phase: "lifetime",
    who: "sleeper",
    message: `event ${index}`,
  })),
};

test("the report counts what was done, what came of it, and what was looked at", () => {
  const verdicts = [BROKEN, KEPT, { ...KEPT, id: "I9", title: "no harm", checks: 0 }];
  const text = chaosReport({ phases: [judged()], soak: undefined, verdicts }, colors);
  const lines = text.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, "  "));
  expect(lines).toContain("lifetime  ×60  1m 24s  1h  100  1  0  0  0");
  expect(lines).toContain("lifetime  sleeper  umfutures  1  1  1  1  2s");
  expect(lines).toContain("✗ I1  nothing lost  9 checks  10 violations");
  expect(lines).toContain("✓ I2  nothing twice  1,234 checks  0 violations");
  expect(lines).toContain("· I9  no harm  0 checks  never put to the test");
});

test("a failure tells what is wrong, what the client said last, and where it is written", () => {
  const text = failureText([BROKEN], [judged()]);
  expect(text).toContain("I1 nothing lost\n  lifetime/sleeper: event 0\n");
  expect(text).toContain("and 2 more");
  expect(text).toContain("lifetime/sleeper.1 (sleeper.1.notes.jsonl)");
  expect(text).toContain("did not run from 00:00:05.000 to 00:02:05.000");
  expect(text).toContain("00:02:06.000 attemptFailed (interrupted) lane=0 error=NETWORK");
  expect(text).not.toContain("at somewhere");
});

test("a failure tells nothing of clients that it does not concern", () => {
  const violations = [{ phase: "load", who: "usdm-1", message: "no" }];
  expect(failureText([{ ...BROKEN, violations }], [judged()])).not.toContain("sleeper");
});
