import type { Outcome } from "../days/outcome.ts";
import type { Counts } from "../tally/counts.ts";
import { verdictsOf, type CampaignResult } from "./campaign-report.ts";

/** What a document tells beside the result. */
export interface DocumentFacts {
  readonly commit: string;
  /** The command that repeats the campaign. */
  readonly command: string;
  /** The days that failed. */
  readonly failures: readonly Outcome[];
}

/** The result of a campaign for programs: one JSON document. Pure. */
export function reportJson(result: CampaignResult, facts: DocumentFacts): string {
  const { tally, tookMs, lanes, isInterrupted } = result;
  const { census } = tally;
  const document = {
    commit: facts.commit,
    command: facts.command,
    isInterrupted,
    lanes,
    tookMs: Math.round(tookMs),
    runs: tally.days,
    failedRuns: tally.failures,
    simulatedDays: tally.simulatedMs / 86_400_000,
    produced: tally.produced,
    delivered: tally.delivered,
    gaps: tally.gaps,
    invariants: verdictsOf(result),
    faults: census.faults.names.map((kind) => ({
      kind,
      drawn: census.faults.of(kind),
      struck: tally.struck.of(kind),
    })),
    struck: recordOf(tally.struck),
    weather: recordOf(census.weather),
    dialects: recordOf(census.dialects),
    ways: recordOf(census.ways),
    failures: facts.failures.map(({ plan, charges }) => ({
      seed: plan.seed,
      charges: Object.fromEntries(charges),
      plan,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function recordOf(counts: Counts): Record<string, number> {
  return Object.fromEntries(counts.names.map((name) => [name, counts.of(name)]));
}
