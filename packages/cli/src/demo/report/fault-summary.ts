import { FAULT_KINDS, type FaultKind } from "../faults/fault-kinds.ts";
import type { DayFault } from "../faults/fault-schedule.ts";
import type { ExplainedGap } from "../judge/gap-causes.ts";

/** What one kind of fault did. */
export interface FaultSummary {
  /** Absent for gaps without a fault. */
  readonly kind: FaultKind | undefined;
  /** How many of them there were. */
  readonly times: number;
  /** How many gaps they made. */
  readonly gaps: number;
  /** What the gaps give as their causes. */
  readonly causes: readonly string[];
  /** The width of the widest gap, in milliseconds; 0 without one. */
  readonly widestMs: number;
}

/** Sums faults and gaps up by the kind of fault. Pure. */
export function faultSummaries(
  faults: readonly DayFault[],
  gaps: readonly ExplainedGap[],
): readonly FaultSummary[] {
  const kinds: readonly (FaultKind | undefined)[] = [...FAULT_KINDS, undefined];
  return kinds.flatMap((kind) => {
    const struck = faults.filter((fault) => fault.kind === kind && fault.struck > 0);
    const own = gaps.filter(({ fault }) => fault?.kind === kind);
    if (struck.length + own.length === 0) return [];
    return [
      {
        kind,
        times: struck.length,
        gaps: own.length,
        causes: [...new Set(own.map(({ cause }) => cause))],
        widestMs: Math.max(0, ...own.map(({ widthMs }) => widthMs)),
      },
    ];
  });
}
