import type { SimulationMutant } from "../../mutants/mutants.ts";
import type { DayPlan } from "../../plan/day-plan.ts";
import { timelineText } from "../../trace/timeline-text.ts";
import type { Trace } from "../../trace/trace.ts";
import { outcomeOf, outcomeOfTwo, type Outcome } from "../days/outcome.ts";
import { dayVerdict } from "../report/day-verdict.ts";
import { planText } from "../report/plan-text.ts";
import type { CommandContext } from "./command-context.ts";
import { withRunner } from "./with-runner.ts";

/** How one day is shown. */
export interface DayFlags {
  /** Whether its timeline is shown. Without it, the day is lived twice, to see that it is the same. */
  readonly isTraced: boolean;
  /** Whether the timeline has every event and each of its copies. */
  readonly hasEvents: boolean;
  readonly mutant: SimulationMutant | undefined;
}

/** Lives one day, shows it if that is wanted, and judges it. @returns Whether it kept every promise. */
export async function oneDay(
  plan: DayPlan,
  { isTraced, hasEvents, mutant }: DayFlags,
  context: CommandContext,
): Promise<boolean> {
  const { out: screen } = context.terminal;
  screen.print(`${planText(plan)}\n`);
  const trace: Trace = (line) => {
    if (hasEvents || line.isMinor !== true) screen.print(timelineText(line));
  };
  let outcome: Outcome | undefined;
  await withRunner(context, { lanes: 1, mutant, isUnlimited: isTraced }, async (runner) => {
    outcome = isTraced ? await outcomeOf(plan, runner, trace) : await outcomeOfTwo(plan, runner);
  });
  if (outcome === undefined) return false;
  screen.print(`${isTraced ? "\n" : ""}${dayVerdict(outcome, context.titles, screen.colors)}`);
  return outcome.charges.size === 0;
}
