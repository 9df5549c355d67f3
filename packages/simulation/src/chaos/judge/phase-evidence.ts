import { LogIndex, type LogRecord } from "@listenkey/simulator";
import type { DayPlan, StreamPlan } from "../../plan/day-plan.ts";
import { WAYS, type WayName } from "../../plan/ways.ts";
import type { Evidence, MachineRemains, Occurrence } from "../../run/evidence.ts";
import type { PhaseRecord, ProcessRecord } from "../director/phase-record.ts";
import type { ChaosClient, ChaosPhase } from "../plan/chaos-plan.ts";
import type { Note } from "../notes/note.ts";
import { readLines } from "../notes/read-lines.ts";
import { isSigned } from "../plan/is-signed.ts";
import { deedAsFault, lateAsFaults } from "./as-faults.ts";
import { SessionNotes, type NotedSession } from "./session-of.ts";

/** What may have arrived in the last moment before a kill, and not been written down, in real milliseconds. */
const UNWRITTEN_MS = 500;

/** How long anything is under way on loopback at most, in real milliseconds. */
const UNDER_WAY_MS = 50;

/** A process of a client, and what it has written down. */
export interface JudgedProcess {
  readonly process: ProcessRecord;
  readonly noted: NotedSession;
}

/** What is known of a phase when it is over. */
export interface PhaseEvidence {
  readonly evidence: Evidence;
  readonly processes: readonly JudgedProcess[];
}

/** Reads what the processes of a phase have written down. */
export function phaseEvidence(record: PhaseRecord): PhaseEvidence {
  const { startedAt, endedAt } = record;
  const begin = { startedAt, scale: record.phase.scale };
  const processes = record.processes.map((process) => ({
    process,
    noted: notesOf(process, record),
  }));
  const faults = [
    ...record.deeds.map((deed) => deedAsFault(deed, startedAt)),
    ...lateAsFaults("", record.late, begin),
    ...processes.flatMap(({ process, noted: { late } }) =>
      lateAsFaults(process.client.name, late, begin),
    ),
  ].toSorted((a, b) => a.plan.atMs - b.plan.atMs);
  const evidence: Evidence = {
    plan: planOf(record, faults),
    startedAt,
    endedAt,
    ...logOf(record.log),
    faults,
    streams: processes.flatMap(({ noted }) => noted.session ?? []),
    managers: [],
    machines: processes.flatMap(remainsOf),
    secrets: new Set([...record.secrets, ...record.processes.flatMap(secretsOf)]),
    // Real processes do not tell.
    givenUp: [],
    uncaught: processes.flatMap(({ noted }) => noted.uncaught),
  };
  return { evidence, processes };
}

function logOf(path: string): { readonly index: LogIndex; readonly records: readonly LogRecord[] } {
  const index = new LogIndex();
  const records: LogRecord[] = [];
  for (const line of readLines(path)) {
    const record = line as LogRecord;
    index.add(record);
    if (!FRAMES.has(record.kind)) records.push(record);
  }
  return { index, records };
}

const FRAMES: ReadonlySet<LogRecord["kind"]> = new Set([
  "eventProduced",
  "eventSent",
  "eventWithheld",
]);

function notesOf(process: ProcessRecord, { phase }: PhaseRecord): NotedSession {
  const { client, isKilled, notes } = process;
  const collected = new SessionNotes();
  for (const note of readLines(notes)) collected.add(note as Note);
  const way = wayOf(client, phase);
  const unwrittenMs = UNWRITTEN_MS * phase.scale;
  return collected.conclude({ plan: programOf(client, way), way, isKilled, unwrittenMs });
}

function secretsOf({ secrets }: ProcessRecord): readonly string[] {
  return [...readLines(secrets)] as string[];
}

function wayOf(client: ChaosClient, { accounts }: ChaosPhase): WayName {
  const account = accounts.find(({ id }) => id === client.account);
  if (account === undefined) throw new Error(`${client.name} has no account`);
  return account.way;
}

function programOf(client: ChaosClient, way: WayName): StreamPlan {
  const { name, account, apiKey, sockets, reader } = client;
  return {
    kind: "stream",
    name,
    account,
    apiKey,
    startsAtMs: 0,
    egress: name,
    sockets,
    reader,
    shareSockets: false,
    signs: isSigned(WAYS[way]),
  };
}

/** The phase as if it were a day of the simulation. */
function planOf(
  { phase, seed, startedAt, endedAt }: PhaseRecord,
  faults: readonly Occurrence[],
): DayPlan {
  return {
    seed,
    lengthMs: endedAt - startedAt,
    dialect: phase.dialect,
    weather: { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0 },
    accounts: phase.accounts.map(({ id, way }) => ({
      id,
      way,
      perMinute: (phase.eventsPerSecond * 60) / phase.scale,
      oddPerHour: 0,
    })),
    machines: phase.clients.map((client) => ({
      name: client.name,
      skewMs: client.skewMs,
      drift: 0,
      latencyMs: { min: 0, max: UNDER_WAY_MS * phase.scale },
      seesPings: client.transport === "node-http",
      programs: [programOf(client, wayOf(client, phase))],
    })),
    faults: faults.map(({ plan }) => plan),
  };
}

function remainsOf({ process, noted: { end } }: JudgedProcess): readonly MachineRemains[] {
  if (end === undefined) return [];
  const { timers, sockets, departuresAfterClose, pendingCalls } = end;
  return [{ name: process.name, timers, sockets, departuresAfterClose, pendingCalls }];
}
