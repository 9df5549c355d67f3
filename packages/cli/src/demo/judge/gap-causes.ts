import type { AuditedGap } from "@listenkey/simulator";
import type { DayFault } from "../faults/fault-schedule.ts";
import { FAULTS } from "../faults/fault-kinds.ts";
import type { DayFacts } from "./day-facts.ts";

/** A gap, and what had gone wrong. */
export interface ExplainedGap extends AuditedGap {
  /** Whose. */
  readonly product: string;
  /** What had left nothing that could hear; absent if nothing had. */
  readonly fault: DayFault | undefined;
  /** What had gone wrong last before its end, whether or not it should make a gap. */
  readonly lastFault: DayFault | undefined;
}

/** By how much a gap's ends may miss the fault, in milliseconds: the exchange's clock is known to a round trip. */
const INACCURACY_MS = 100;

/** Finds the fault behind each gap. */
export function explainedGaps({ streams, faults }: DayFacts): readonly ExplainedGap[] {
  return streams.flatMap(({ name, audit }) => {
    const own = faults.filter(({ product }) => product === undefined || product === name);
    return (audit?.gaps ?? []).map((gap) => ({
      ...gap,
      product: name,
      fault: own.find((fault) => FAULTS[fault.kind].mayGap === true && isIn(gap, fault)),
      lastFault: own.findLast(({ beganAt = Infinity }) => beganAt <= gap.to + INACCURACY_MS),
    }));
  });
}

/** Whether a fault happened in a gap. */
function isIn({ from, to }: AuditedGap, { beganAt, endedAt }: DayFault): boolean {
  if (beganAt === undefined || endedAt === undefined) return false;
  return beganAt <= to + INACCURACY_MS && from - INACCURACY_MS <= endedAt;
}
