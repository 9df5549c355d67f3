import type { DayPlan } from "../plan/day-plan.ts";
import { Stopped, type DayRunner } from "./days/day-runner.ts";
import { outcomeOf, outcomeOfTwo, type Outcome } from "./days/outcome.ts";

/** One day in so many is lived twice. */
const REPEATED_ONE_IN = 50;

/** What a campaign is made of. */
export interface CampaignOptions {
  /** The seeds, in their order. */
  readonly seeds: Iterator<number, void>;
  /** Draws a plan from a seed. */
  readonly planOf: (seed: number) => DayPlan;
  readonly runner: DayRunner;
  /** Draws no more seeds once it is aborted. */
  readonly signal: AbortSignal;
  /** Hears what became of each day, in the order in which they come to their ends. */
  readonly onOutcome: (outcome: Outcome) => void;
}

/**
 * Lives a day for each seed, as many at a time as the runner has room for; the first of every fifty is lived twice, to
 * see that it is the same. It resolves when there are no more seeds, or when it is stopped.
 */
export async function runCampaign(options: CampaignOptions): Promise<void> {
  const { seeds, planOf, runner, signal, onOutcome } = options;
  let drawn = 0;
  const lane = async (): Promise<void> => {
    while (!signal.aborted) {
      const next = seeds.next();
      if (next.done === true) return;
      const live = drawn++ % REPEATED_ONE_IN === 0 ? outcomeOfTwo : outcomeOf;
      onOutcome(await live(planOf(next.value), runner));
    }
  };
  await untilStopped(Promise.all(Array.from({ length: runner.lanes }, lane)));
}

/** Resolves where the work was only stopped. */
export async function untilStopped(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
}
