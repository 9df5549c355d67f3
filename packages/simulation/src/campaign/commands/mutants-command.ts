import type { SimulationMutant } from "../../mutants/mutants.ts";
import { tryMutant, type MutantTrial } from "../mutant-trial.ts";
import {
  mutantLine,
  mutantTable,
  mutantsConclusion,
  type TriedMutant,
} from "../report/mutant-table.ts";
import { many } from "../report/plain-table.ts";
import type { CommandContext } from "./command-context.ts";
import type { Flags } from "./flags.ts";
import { liveSeeds } from "./live-seeds.ts";
import { withRunner } from "./with-runner.ts";

/**
 * Looks for each defect, then lives the same seeds without any. @returns Whether each was caught by the invariant that
 * was named beforehand, and the code without a defect passed.
 */
export async function mutants(
  list: readonly SimulationMutant[],
  flags: Flags,
  context: CommandContext,
): Promise<boolean> {
  const { terminal, signal } = context;
  const { out: screen } = terminal;
  const { seeds, hours } = flags;
  screen.print(`${many(list.length, "defect")}, up to ${many(seeds, "day")} of ${hours} h each\n`);
  const tried: TriedMutant[] = [];
  for (const mutant of list) {
    const trial = await trialOf(mutant, flags, context);
    if (trial === undefined) break;
    tried.push({ mutant, trial });
    screen.print(mutantLine({ mutant, trial }, screen.colors));
  }
  const days = Math.max(0, ...tried.map(({ trial }) => trial.seeds));
  const failures = await failuresWithoutDefect(days, flags, context);
  const result = { tried, days, failures, isInterrupted: signal.aborted };
  screen.print(`\n${mutantTable(tried)}\n\n${mutantsConclusion(result, screen.colors)}`);
  return failures === 0 && tried.every(({ trial }) => trial.isCaught);
}

async function trialOf(
  mutant: SimulationMutant,
  { from, seeds: count, hours, jobs: lanes }: Flags,
  context: CommandContext,
): Promise<MutantTrial | undefined> {
  const { id, invariant, defect } = mutant;
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  let begun = 0;
  const told = (): string => `${id}: ${defect} · day ${begun} of ${count}`;
  let trial: MutantTrial | undefined;
  await withRunner(context, { lanes, mutant, told }, async (runner) => {
    const planOf = (seed: number): ReturnType<CommandContext["planOf"]> => {
      begun += 1;
      return context.planOf(seed, hours);
    };
    trial = await tryMutant({ invariant, seeds, planOf, runner });
  });
  return trial;
}

/** Lives as many of the seeds without any defect. @returns How many of the days failed. */
async function failuresWithoutDefect(
  days: number,
  flags: Flags,
  context: CommandContext,
): Promise<number> {
  const { mutant: _, ...rest } = flags;
  const commit = await context.commit();
  const lived = await liveSeeds(
    { flags: { ...rest, seeds: days }, mutant: undefined, fresh: undefined, commit },
    context,
  );
  return lived.tally.failures;
}
