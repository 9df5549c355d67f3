import type { DayPlan } from "../plan/day-plan.ts";
import type { InvariantId } from "../validators/validator.ts";
import type { DayRunner } from "./days/day-runner.ts";
import { outcomeOf, type Charge, type Outcome } from "./days/outcome.ts";

/** What came of looking for a defect. */
export interface MutantTrial {
  /** Whether the invariant that was named beforehand has caught it. */
  readonly isCaught: boolean;
  /** How many seeds that took; all of them if it was not caught. */
  readonly seeds: number;
  /** What else has caught it on those seeds. */
  readonly others: readonly Charge[];
}

/** What is looked for, and where. */
export interface TrialOptions {
  /** The invariant that has to catch it. */
  readonly invariant: InvariantId;
  /** The seeds, in their order. */
  readonly seeds: readonly number[];
  readonly planOf: (seed: number) => DayPlan;
  /** Lives days with the defect. */
  readonly runner: DayRunner;
}

/**
 * Lives one seed after the other until the named invariant is violated. As many as the runner has room for are lived at
 * a time; what counts is the first in the order of the seeds, so that the outcome is the same on any machine.
 */
export async function tryMutant(options: TrialOptions): Promise<MutantTrial> {
  const { invariant, seeds, runner } = options;
  const outcomes: (Outcome | undefined)[] = seeds.map(() => undefined);
  let next = 0;
  let caughtAt = seeds.length;
  const lane = async (): Promise<void> => {
    while (next < caughtAt) {
      const index = next++;
      const outcome = await outcomeOf(options.planOf(seeds[index] as number), runner);
      outcomes[index] = outcome;
      if (outcome.charges.has(invariant)) caughtAt = Math.min(caughtAt, index);
    }
  };
  await Promise.all(Array.from({ length: runner.lanes }, lane));
  const isCaught = caughtAt < seeds.length;
  const counted = outcomes.slice(0, isCaught ? caughtAt + 1 : seeds.length);
  return { isCaught, seeds: counted.length, others: othersIn(counted, invariant) };
}

function othersIn(
  outcomes: readonly (Outcome | undefined)[],
  invariant: InvariantId,
): readonly Charge[] {
  const charges = new Set(outcomes.flatMap((outcome) => [...(outcome?.charges.keys() ?? [])]));
  charges.delete(invariant);
  return [...charges].toSorted();
}
