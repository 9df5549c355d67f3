import type { DayResult } from "./day-result.ts";
import { isKept } from "../judge/judge.ts";
import { recoveriesOf } from "./recoveries.ts";

/** The report for programs: one JSON document. Times are in ISO 8601, durations in milliseconds. Pure. */
export function jsonReportOf(result: DayResult): string {
  const { judgement, plan, startsAt, endedAt } = result;
  const report = {
    seed: result.seed,
    // A day that was not lived to its end has kept nothing yet.
    kept: judgement.kept && !result.isInterrupted,
    isInterrupted: result.isInterrupted,
    startsAt: isoTime(startsAt),
    endedAt: isoTime(endedAt),
    realMs: Math.round(result.realMs),
    slowMs: result.slowMs,
    products: result.products,
    promises: judgement.promises.map((promise) => ({ ...promise, kept: isKept(promise) })),
    recoveries: recoveriesOf(judgement.incidents, endedAt),
    faults: plan.map(({ atMs, ...fault }) => ({ at: isoTime(startsAt + atMs), ...fault })),
  };
  return JSON.stringify(report, undefined, 2);
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
