import type { LogRecord, RecordOf } from "@listenkey/simulator";
import { FAULT_NATURES } from "../../src/faults/fault-natures.ts";
import type { FaultKind } from "../../src/faults/fault-kinds.ts";
import { CompiledLibrary } from "../../src/machine/compiled-library.ts";
import { libraryCode } from "../../src/mutants/library-code.ts";
import type { DayPlan, FaultPlan, MachinePlan, ReaderKind } from "../../src/plan/day-plan.ts";
import { WAYS, type WayName } from "../../src/plan/ways.ts";
import { whoMeets } from "../../src/plan/who-meets.ts";
import type { Evidence } from "../../src/run/evidence.ts";
import { liveDay } from "../../src/run/live-day.ts";

const libraries = new CompiledLibrary(await libraryCode());

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** When the faults of these days begin, in milliseconds from the beginning. */
export const FAULT_AT: number = 20 * MINUTE;

/** From when on nothing goes wrong on them. */
export const QUIET_FROM: number = 80 * MINUTE;

/** What differs from one short day to another. */
export interface Difference {
  readonly way?: WayName;
  readonly reader?: ReaderKind;
  readonly sockets?: 1 | 2;
  readonly perMinute?: number;
  readonly plan?: Partial<DayPlan>;
  /** Faults, each on the first whom it can concern unless it says otherwise. */
  readonly faults?: readonly (Partial<FaultPlan> & Pick<FaultPlan, "kind">)[];
}

/** A short day of one stream, and a manager beside it where there are keys. */
export function shortDay(difference: Difference = {}): DayPlan {
  const { way = "umfutures", faults = [], perMinute = 1, plan = {} } = difference;
  const accounts = [{ id: "alice", way, perMinute, oddPerHour: 0 }];
  const machines = [machineOf(difference)];
  return {
    seed: 7,
    lengthMs: 2 * HOUR,
    dialect: {},
    weather: { lostRequests: 0, lostReplies: 0, refusedSockets: 0, lostFrames: 0 },
    accounts,
    machines,
    faults: faults.map((fault): FaultPlan => {
      const [who = ""] = whoMeets(fault.kind, { accounts, machines });
      return { atMs: FAULT_AT, lengthMs: usualLength(fault.kind), size: 1, who, ...fault };
    }),
    ...plan,
  };
}

function machineOf(difference: Difference): MachinePlan {
  const { way = "umfutures", reader = "hangs", sockets = 2 } = difference;
  const common = { account: "alice", apiKey: 0, startsAtMs: 0 };
  const stream = {
    ...common,
    kind: "stream",
    name: "stream-1",
    egress: "machine-1",
    sockets,
    reader,
    signs: WAYS[way].signs,
    shareSockets: false,
  } as const;
  const manager = {
    ...common,
    kind: "manager",
    name: "manager-2",
    egress: "machine-1 2",
    apiKey: 1,
  } as const;
  return {
    name: "machine-1",
    skewMs: 700,
    drift: 1e-5,
    latencyMs: { min: 2, max: 30 },
    seesPings: true,
    programs: WAYS[way].access === "listenKey" ? [stream, manager] : [stream],
  };
}

function usualLength(kind: FaultKind): number {
  const { lengthMs, concerns } = FAULT_NATURES[kind];
  if (lengthMs === undefined) return 0;
  return concerns === "requests" || kind === "otherKey" ? 40 * MINUTE : MINUTE;
}

/** A day that was lived, and what can be asked of it. */
export interface Lived extends Evidence {
  readonly counts: Readonly<Record<string, number>>;
  /** Every line of its timeline. */
  readonly lines: readonly string[];
  /** When its faults began, in epoch milliseconds. */
  readonly faultAt: number;
  /** What the exchange wrote down of one kind. */
  readonly of: <Kind extends LogRecord["kind"]>(kind: Kind) => readonly RecordOf<Kind>[];
}

/** Lives a short day. */
export async function lived(difference: Difference = {}): Promise<Lived> {
  const lines: string[] = [];
  const trace = ({ who, what }: { who: string; what: string }): void =>
    void lines.push(`${who}: ${what}`);
  const { evidence, counts } = await liveDay(shortDay(difference), { libraries, trace });
  return {
    ...evidence,
    counts,
    lines,
    faultAt: evidence.startedAt + FAULT_AT,
    of: <Kind extends LogRecord["kind"]>(kind: Kind) =>
      evidence.records.filter((record): record is RecordOf<Kind> => record.kind === kind),
  };
}
