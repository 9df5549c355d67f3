import type { Interval } from "@listenkey/simulator";
import type { MachineFacts } from "./machine-facts.ts";
import { meet } from "./spans.ts";

/** The exchange tells its time to the second, and both clocks are read in whole milliseconds. */
const READING_MS = 2_000;

/** How long it may take until the exchange has told its time again after a clock had jumped, in milliseconds. */
const RELEARNT_WITHIN_MS = 1_800_000;

/** How far two clocks may drift apart between two readings, in milliseconds: a part in 10,000, for up to an hour. */
const DRIFT_MS = 360;

/**
 * By how much a machine may be wrong about the time of the exchange, in milliseconds, in a span: a reading, two ways, and
 * a little drift; where a clock has jumped or stood shortly before, all that its wall clock is off.
 */
export function clockDoubt({ plan, sleeps, jumps }: MachineFacts, span: Interval): number {
  const known = READING_MS + DRIFT_MS + 2 * plan.latencyMs.max;
  const lately: Interval = { from: span.from - RELEARNT_WITHIN_MS, to: span.to };
  const hasJumped = jumps.some(({ at }) => meet(lately, { from: at, to: at }));
  if (!hasJumped && sleeps.meeting(lately).length === 0) return known;
  const moved = jumps.reduce((sum, { ms }) => sum + Math.abs(ms), 0);
  return known + Math.abs(plan.skewMs) + moved;
}
