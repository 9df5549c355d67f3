import type { SimulationMutant } from "../../mutants/mutants.ts";
import type { FreshSeeds } from "../days/seeds.ts";
import { campaignReport, isPassed } from "../report/campaign-report.ts";
import { grouped, many } from "../report/plain-table.ts";
import { reportJson } from "../report/report-json.ts";
import type { CommandContext } from "./command-context.ts";
import { seedsCommand, type Flags } from "./flags.ts";
import { liveSeeds } from "./live-seeds.ts";

/** Lives many seeds, and reports. @returns Whether nothing was found wrong. */
export async function campaign(
  flags: Flags,
  mutant: SimulationMutant | undefined,
  context: CommandContext,
): Promise<boolean> {
  const { terminal, signal, titles, files } = context;
  const { out: screen } = terminal;
  const commit = await context.commit();
  const fresh = freshSeeds(flags, context);
  screen.print(`${beginning(flags, { mutant, fresh, commit })}\n`);
  const lived = await liveSeeds({ flags, mutant, fresh, commit }, context);
  const { tally, tookMs, failures } = lived;
  const result = { tally, titles, tookMs, lanes: flags.jobs, isInterrupted: signal.aborted };
  screen.print(campaignReport(result, screen.colors));
  if (fresh !== undefined) {
    const others = grouped(Math.max(0, tally.days - flags.seeds));
    screen.print(
      `${many(flags.seeds, "fixed seed")}, ${others} fresh from base seed ${fresh.base}`,
    );
  }
  if (flags.json !== undefined) {
    const facts = { commit, command: seedsCommand(flags, flags), failures };
    await files.write(flags.json, reportJson(result, facts));
  }
  return isPassed(result);
}

function freshSeeds({ thenFor }: Flags, context: CommandContext): FreshSeeds | undefined {
  if (thenFor === undefined) return undefined;
  const { clock } = context;
  const startedAt = clock.monotonic();
  const isTimeLeft = (): boolean => clock.monotonic() - startedAt < thenFor * 1_000;
  return { base: context.freshSeed(), isTimeLeft };
}

function beginning(
  { from, seeds, hours, thenFor, jobs }: Flags,
  facts: {
    readonly mutant: SimulationMutant | undefined;
    readonly fresh: FreshSeeds | undefined;
    readonly commit: string;
  },
): string {
  const { mutant, fresh, commit } = facts;
  const fixed = fixedText(from, seeds);
  const then =
    fresh === undefined ? "" : `, then fresh ones from ${fresh.base} until ${thenFor} s are over`;
  return [
    `Days of ${hours} h: ${fixed}${then}`,
    `${jobs} at a time, commit ${commit}`,
    ...(mutant === undefined ? [] : [`with the defect ${mutant.id}: ${mutant.defect}`]),
  ].join("; ");
}

function fixedText(from: number, count: number): string {
  if (count === 0) return "no fixed seed";
  return count === 1 ? `seed ${from}` : `seeds ${from} to ${from + count - 1}`;
}
