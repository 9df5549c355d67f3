import { expect, test } from "vitest";
import { deedAsFault, lateAsFaults } from "../src/chaos/judge/as-faults.ts";
import { SessionNotes, type NotedSession } from "../src/chaos/judge/session-of.ts";
import type { BeatNote, Note } from "../src/chaos/notes/note.ts";
import type { StreamPlan } from "../src/plan/day-plan.ts";

const PLAN: StreamPlan = {
  kind: "stream",
  name: "usdm-1",
  account: "alice",
  apiKey: 0,
  startsAtMs: 0,
  egress: "usdm-1",
  sockets: 2,
  reader: "listener",
  shareSockets: false,
  signs: false,
};

const STATS = {
  liveSockets: 2,
  events: 7,
  copiesDropped: 0,
  late: 0,
  rotations: 0,
  reconnects: 0,
  gaps: 0,
  framesRejected: 0,
  lagMs: 1,
  livenessBoundMs: 30_000,
};

function beat(at: number, provenAt: number): BeatNote {
  const rest = { stats: STATS, ready: "resolved", listenerErrors: 3 } as const;
  return { note: "beat", at, state: "live", provenAt, ...rest };
}

function word(at: number, name: string, state: string): Note {
  return { note: "word", at, name, state, event: {} };
}

const OPENED: readonly Note[] = [
  { note: "opened", at: 10 },
  word(20, "live", "live"),
  { note: "item", at: 30, item: { type: "X", seq: 1, raw: "{}" } },
  beat(40, 39),
  word(50, "interrupted", "interrupted"),
  word(60, "live", "live"),
];

const CLOSED: readonly Note[] = [
  beat(70, 69),
  { note: "closing", at: 71 },
  word(72, "closed", "closed"),
  { note: "closed", at: 73 },
  {
    note: "end",
    at: 74,
    saidAfterClose: 2,
    departuresAfterClose: 0,
    timers: 0,
    sockets: 0,
    pendingCalls: 0,
  },
];

function concluded(notes: readonly Note[], isKilled = false): NotedSession {
  const collected = new SessionNotes();
  for (const note of notes) collected.add(note);
  return collected.conclude({ plan: PLAN, way: "umfutures", isKilled, unwrittenMs: 15 });
}

test("the notes of a process that was closed come to a session with its end", () => {
  const { session, end } = concluded([...OPENED, ...CLOSED]);
  expect(session).toMatchObject({
    openedAt: 10,
    liveAt: 20,
    closeCalledAt: 71,
    closedAt: 73,
    killedAt: undefined,
    coveredUntil: 71,
    provenAt: 69,
    finalState: "closed",
    saidAfterClose: 2,
    ready: "resolved",
    stats: STATS,
    listenerErrors: { thrown: 0, reported: 3 },
    times: [30],
    items: [{ type: "X", seq: 1 }],
  });
  expect(session?.words.map(({ name }) => name)).toEqual(["live", "interrupted", "live", "closed"]);
  expect(end).toMatchObject({ at: 74 });
});

test("who was killed answers for what came a while before the last note", () => {
  const { session, end } = concluded(OPENED, true);
  expect(session).toMatchObject({
    closeCalledAt: undefined,
    closedAt: undefined,
    killedAt: 60,
    coveredUntil: 45,
    provenAt: 39,
    finalState: "live",
  });
  expect(end).toBeUndefined();
});

test("who was killed after it had closed was closed", () => {
  const { session } = concluded([...OPENED, ...CLOSED], true);
  expect(session).toMatchObject({ killedAt: undefined, closedAt: 73, coveredUntil: 71 });
});

test("a process that never opened its stream has no session", () => {
  expect(concluded([], true).session).toBeUndefined();
});

test("a stream that has not said anything is opening", () => {
  expect(concluded([{ note: "opened", at: 10 }]).session).toMatchObject({
    finalState: "opening",
    liveAt: undefined,
    ready: "pending",
  });
});

test("what was late, threw, or was not caught is kept", () => {
  const noted = concluded([
    ...OPENED,
    { note: "late", at: 90, from: 65 },
    { note: "iteratorError", at: 91, code: "BACKLOG", count: 4, afterItems: 1 },
    { note: "uncaught", at: 92, error: { message: "no" } },
  ]);
  expect(noted).toMatchObject({
    late: [{ from: 65, to: 90 }],
    uncaught: [{ message: "no" }],
    session: { iteratorErrors: [{ at: 91, code: "BACKLOG", count: 4, afterItems: 1 }] },
  });
});

test.each([
  ["kill", "usdm-1", "killed"],
  ["stop", "usdm-1", "timersLate"],
  ["cutOff", "", "outage"],
  ["unplug", "", "outage"],
] as const)("%s is what the simulation calls %s %s", (kind, who, fault) => {
  const deed = { kind, who, atMs: 1, lengthMs: 2 };
  expect(deedAsFault({ deed, beganAt: 1_100, endedAt: 1_200 }, 1_000)).toEqual({
    plan: { kind: fault, who, atMs: 100, lengthMs: 100, size: 0 },
    beganAt: 1_100,
    endedAt: 1_200,
    struck: 1,
  });
});

test("a process that could not run is late, whoever was to blame, until it has caught up", () => {
  const late = [
    { from: 1_100, to: 1_250 },
    { from: 2_000, to: 7_000 },
  ];
  expect(lateAsFaults("usdm-1", late, { scale: 4, startedAt: 1_000 })).toMatchObject([
    { plan: { kind: "timersLate", who: "usdm-1", atMs: 100, lengthMs: 300 }, endedAt: 1_400 },
    { plan: { kind: "timersLate", who: "usdm-1", atMs: 1_000, lengthMs: 5_400 }, endedAt: 7_400 },
  ]);
});
