import type { Violation } from "../../validators/validator.ts";

/** What was asked of a run, and what came of it. */
export interface ChaosVerdict {
  /** An invariant's or a promise's, e.g. `I1`; empty for what only real processes are asked. */
  readonly id: string;
  /** What it asks, in a line. */
  readonly title: string;
  /** How many things were looked at. */
  readonly checks: number;
  readonly violations: readonly ChaosViolation[];
}

/** Something that must not be, and where it was. */
export interface ChaosViolation extends Violation {
  readonly phase: string;
}

/** What a run must at least have put to the test, beside what it asks of processes. */
const MUST_TEST: ReadonlySet<string> = new Set(["I1", "I2", "I3", "I5", "I8"]);

/** Whether something was looked at where that was a must, and nothing is wrong. */
export function isKept({ id, checks, violations }: ChaosVerdict): boolean {
  return violations.length === 0 && (checks > 0 || !(id === "" || MUST_TEST.has(id)));
}

/** The verdicts of several phases as one for each title, in the order of the first. */
export function together(phases: readonly (readonly ChaosVerdict[])[]): readonly ChaosVerdict[] {
  const byTitle = new Map<string, ChaosVerdict>();
  for (const verdict of phases.flat()) {
    const known = byTitle.get(verdict.title);
    byTitle.set(verdict.title, {
      ...verdict,
      checks: verdict.checks + (known?.checks ?? 0),
      violations: [...(known?.violations ?? []), ...verdict.violations],
    });
  }
  return [...byTitle.values()];
}
