import type { SimulationMutant } from "../../mutants/mutants.ts";
import { runCampaign } from "../campaign.ts";
import { seedsOf, type FreshSeeds } from "../days/seeds.ts";
import type { Outcome } from "../days/outcome.ts";
import { Tally } from "../tally/tally.ts";
import { progressText } from "../terminal/progress.ts";
import type { CommandContext } from "./command-context.ts";
import { FailureDesk } from "./failure-desk.ts";
import type { Flags } from "./flags.ts";
import { withRunner } from "./with-runner.ts";

/** Which days are lived, and on what code. */
export interface LiveSeedsOptions {
  readonly flags: Pick<Flags, "seeds" | "from" | "hours" | "jobs" | "shrink" | "mutant">;
  readonly mutant: SimulationMutant | undefined;
  readonly fresh: FreshSeeds | undefined;
  readonly commit: string;
}

/** What became of them. */
export interface LivedSeeds {
  readonly tally: Tally;
  /** The days that failed. */
  readonly failures: readonly Outcome[];
  /** Real milliseconds. */
  readonly tookMs: number;
}

/** Lives a day for each seed; shows how far that is, and tells of each day that failed. */
export async function liveSeeds(
  { flags, mutant, fresh, commit }: LiveSeedsOptions,
  context: CommandContext,
): Promise<LivedSeeds> {
  const { clock, signal, titles, files, terminal } = context;
  const { out: screen } = terminal;
  const { jobs: lanes, seeds: count, from, hours } = flags;
  const startedAt = clock.monotonic();
  const tookMs = (): number => clock.monotonic() - startedAt;
  const tally = new Tally(context.draws);
  const runs = fresh === undefined ? count : undefined;
  const told = (): string => progressText({ tally, runs, tookMs: tookMs() });
  const failures: Outcome[] = [];
  await withRunner(context, { lanes, mutant, told }, async (runner) => {
    const style = { titles, colors: screen.colors, commit };
    const desk = new FailureDesk({ runner, screen, files, style, flags });
    const onOutcome = (outcome: Outcome): void => {
      tally.add(outcome);
      if (outcome.charges.size === 0) return;
      failures.push(outcome);
      desk.take(outcome);
    };
    const seeds = seedsOf({ from, count, fresh });
    const planOf = (seed: number): Outcome["plan"] => context.planOf(seed, hours);
    await runCampaign({ seeds, planOf, runner, signal, onOutcome });
    await desk.settled();
  });
  return { tally, failures, tookMs: tookMs() };
}
