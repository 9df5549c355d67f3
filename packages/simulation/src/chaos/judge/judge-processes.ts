import type { LogRecord } from "@listenkey/simulator";
import type { Violation } from "../../validators/validator.ts";
import type { DoneDeed, PhaseRecord } from "../director/phase-record.ts";
import type { ChaosDeed } from "../plan/chaos-plan.ts";
import type { ChaosVerdict } from "./verdict.ts";

/** Which part of the load an account must at least have had. */
const LEAST_LOAD = 0.9;

/** A listen key lives for so long unless it is renewed, in milliseconds. */
const KEY_LIFETIME_MS = 3_600_000;

/** What is asked of real processes beside the invariants: of how they end, and that they had what they were to get over. */
export function judgeProcesses(
  record: PhaseRecord,
  records: readonly LogRecord[],
): readonly ChaosVerdict[] {
  const phase = record.phase.name;
  const parts = [ends(record), output(record), load(record), ...sleeps(record, records)];
  return parts.map(({ violations, ...verdict }) => ({
    id: "",
    ...verdict,
    violations: violations.map((violation) => ({ phase, ...violation })),
  }));
}

/** A verdict on one phase. */
interface Part {
  readonly title: string;
  readonly checks: number;
  readonly violations: readonly Violation[];
}

function ends({ processes }: PhaseRecord): Part {
  return {
    title: "a process ends when it is killed, or by itself once its stream is closed",
    checks: processes.length,
    violations: processes.flatMap(({ name, badEnd }) =>
      badEnd === undefined ? [] : [{ who: name, message: badEnd }],
    ),
  };
}

function output({ processes }: PhaseRecord): Part {
  return {
    title: "no process prints anything",
    checks: processes.length,
    violations: processes.flatMap(({ name, output: printed }) =>
      printed === "" ? [] : [{ who: name, message: `it printed ${printed.trim()}` }],
    ),
  };
}

function load({ phase: { eventsPerSecond }, load: accounts }: PhaseRecord): Part {
  return {
    title: "every account had the events it was to have",
    checks: accounts.length,
    violations: accounts
      .filter(({ perSecond }) => perSecond < LEAST_LOAD * eventsPerSecond)
      .map(({ account, perSecond }) => ({
        who: account,
        message: `it had ${perSecond.toFixed(0)} events a second, and was to have ${eventsPerSecond}`,
      })),
  };
}

/** Sleeping past the end of a key proves something only if the key has ended. Asked where somebody was to sleep so long. */
function sleeps({ phase, deeds }: PhaseRecord, records: readonly LogRecord[]): readonly Part[] {
  const { scale } = phase;
  if (!phase.deeds.some((deed) => isSleep(deed, deed.lengthMs * scale))) return [];
  const slept = deeds.flatMap((done) => {
    const account = phase.clients.find(({ name }) => name === done.deed.who)?.account;
    const isLong = isSleep(done.deed, done.endedAt - done.beganAt);
    return isLong && account !== undefined ? [{ done, account }] : [];
  });
  return [
    {
      title: "the listen key of who sleeps for longer than it lives has expired meanwhile",
      checks: slept.length,
      violations: slept
        .filter(({ done, account }) => !records.some((one) => isExpiry(one, account, done)))
        .map(({ done }) => ({ who: done.deed.who, message: "its key had not expired" })),
    },
  ];
}

function isSleep({ kind }: ChaosDeed, lengthMs: number): boolean {
  return kind === "stop" && lengthMs > KEY_LIFETIME_MS;
}

function isExpiry(record: LogRecord, account: string, { beganAt, endedAt }: DoneDeed): boolean {
  if (record.kind !== "keyExpired" || record.account !== account) return false;
  // That a key has ended is written down when somebody asks for it.
  return beganAt <= record.expiresAt && record.expiresAt <= endedAt;
}
