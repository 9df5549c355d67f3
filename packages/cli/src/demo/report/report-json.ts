import { isKept } from "../judge/judge.ts";
import type { DayResult } from "./day-result.ts";

/** The report for programs: one JSON document. Times are in ISO 8601, durations in milliseconds. Pure. */
export function jsonReportOf(result: DayResult): string {
  const { judgement, facts, startsAt, endedAt } = result;
  const report = {
    seed: result.seed,
    // A day that was not lived to its end has kept nothing yet.
    kept: judgement.kept && !result.isInterrupted,
    isInterrupted: result.isInterrupted,
    startsAt: isoTime(startsAt),
    endedAt: isoTime(endedAt),
    realMs: Math.round(result.realMs),
    products: result.products,
    promises: judgement.promises.map((promise) => ({ ...promise, kept: isKept(promise) })),
    gaps: judgement.gaps.map(({ product, from, to, cause, widthMs, excessMs, fault }) => ({
      product,
      from: isoTime(from),
      to: isoTime(to),
      cause,
      widthMs,
      excessMs,
      fault: fault?.kind,
    })),
    faults: facts.faults.map(({ kind, product, beganAt, atMs, times, struck }) => ({
      at: isoTime(beganAt ?? startsAt + atMs),
      kind,
      product,
      times,
      struck,
    })),
  };
  return JSON.stringify(report, undefined, 2);
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
