import type { FaultPlan } from "../../plan/day-plan.ts";
import type { Occurrence } from "../../run/evidence.ts";
import type { DoneDeed } from "../director/phase-record.ts";
import type { DeedKind } from "../plan/chaos-plan.ts";
import type { Span } from "../time/scaled-clock.ts";

const FAULTS: Readonly<Record<DeedKind, FaultPlan["kind"]>> = {
  kill: "killed",
  // A process that is stopped finds that all its clocks have gone on.
  stop: "timersLate",
  cutOff: "outage",
  unplug: "outage",
};

/** What was done to a process, as a fault of the simulation. */
export function deedAsFault({ deed, beganAt, endedAt }: DoneDeed, startedAt: number): Occurrence {
  const fault = { kind: FAULTS[deed.kind], who: deed.who };
  return occurrence(fault, { from: beganAt, to: endedAt }, startedAt);
}

/** How long a process that could not run needs at most to read what had come meanwhile, in real milliseconds. */
const CATCH_UP_MS = 100;

/**
 * When a process could not run, whether somebody had stopped it or not: real machines are busy at times. Afterwards it
 * first reads what had come meanwhile, no longer than it had stood. While the exchange could not run, it is as if nobody
 * could.
 */
export function lateAsFaults(
  who: string,
  late: readonly Span[],
  { scale, startedAt }: { readonly scale: number; readonly startedAt: number },
): readonly Occurrence[] {
  return late.map(({ from, to }) => {
    const caughtUpAt = to + Math.min(to - from, CATCH_UP_MS * scale);
    return occurrence({ kind: "timersLate", who }, { from, to: caughtUpAt }, startedAt);
  });
}

function occurrence(
  fault: Pick<FaultPlan, "kind" | "who">,
  { from, to }: Span,
  startedAt: number,
): Occurrence {
  const plan = { ...fault, atMs: from - startedAt, lengthMs: to - from, size: 0 };
  return { plan, beganAt: from, endedAt: to, struck: 1 };
}
