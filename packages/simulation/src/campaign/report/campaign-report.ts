import { spanOf } from "../../trace/time-words.ts";
import type { InvariantId } from "../../validators/validator.ts";
import type { Charge } from "../days/outcome.ts";
import type { Tally } from "../tally/tally.ts";
import type { Colors } from "../terminal/terminal.ts";
import { drawTables } from "./draw-tables.ts";
import { grouped, many } from "./plain-table.ts";
import { rate, type Titles } from "./words.ts";

/** From so many days on, a validator that never looked at anything has failed itself. */
const ENOUGH_DAYS = 100;

/** What a campaign has come to. */
export interface CampaignResult {
  readonly tally: Tally;
  readonly titles: Titles;
  /** Real milliseconds. */
  readonly tookMs: number;
  /** How many days were lived at a time. */
  readonly lanes: number;
  readonly isInterrupted: boolean;
}

/** What one invariant came to. */
export interface InvariantVerdict {
  readonly charge: Charge;
  readonly title: string;
  readonly checks: number;
  /** Days that are charged with it, by their seeds. */
  readonly seeds: readonly number[];
  /** Whether it was kept; undecided where a short campaign never put it to the test. */
  readonly verdict: "kept" | "violated" | "untested" | "undecided";
}

/** What each invariant came to, in the order of the validators; last, days that did not come to their ends. Pure. */
export function verdictsOf({
  tally,
  titles,
  isInterrupted,
}: CampaignResult): readonly InvariantVerdict[] {
  const isEnough = tally.days >= ENOUGH_DAYS && !isInterrupted;
  const verdictOn = (seeds: readonly number[], checks: number): InvariantVerdict["verdict"] => {
    if (seeds.length > 0) return "violated";
    if (checks > 0) return "kept";
    return isEnough ? "untested" : "undecided";
  };
  const invariants = [...titles].map(([charge, title]: [InvariantId, string]) => {
    const [seeds, checks] = [tally.seedsOf(charge), tally.checks.of(charge)];
    return { charge, title, checks, seeds, verdict: verdictOn(seeds, checks) };
  });
  const broken = tally.seedsOf("day");
  const title = "every day comes to its end";
  const days = { charge: "day", title, checks: tally.days, seeds: broken } as const;
  return [...invariants, { ...days, verdict: verdictOn(broken, tally.days) }];
}

/** Whether a campaign has lived any day, and found nothing wrong. Pure. */
export function isPassed(result: CampaignResult): boolean {
  if (result.tally.days === 0) return false;
  return verdictsOf(result).every(({ verdict }) => verdict === "kept" || verdict === "undecided");
}

/** The report of a campaign: what was drawn, what each validator came to, and how fast it went. Pure. */
export function campaignReport(result: CampaignResult, colors: Colors): string {
  return [
    drawTables(result.tally, colors),
    verdictLines(result, colors),
    `${paceText(result)}\n${volumeText(result.tally)}`,
    conclusion(result, colors),
  ].join("\n\n");
}

const MARKS = {
  kept: { mark: "✓", color: "green" },
  violated: { mark: "✗", color: "red" },
  untested: { mark: "✗", color: "red" },
  undecided: { mark: "·", color: "dim" },
} as const;

/** How many seeds of a violated invariant are named. */
const MOST_SEEDS = 8;

function verdictLines(result: CampaignResult, colors: Colors): string {
  const verdicts = verdictsOf(result);
  const width = Math.max(...verdicts.map(({ title }) => title.length));
  const digits = Math.max(...verdicts.map(({ checks }) => grouped(checks).length));
  return verdicts
    .map(({ charge, title, checks, seeds, verdict }) => {
      const { mark, color } = MARKS[verdict];
      const told = `${grouped(checks).padStart(digits)} checks`;
      const line = `${charge.padEnd(4)} ${title.padEnd(width)}  ${told}  ${trouble(verdict, seeds)}`;
      return `${colors[color](mark)} ${line.trimEnd()}`;
    })
    .join("\n");
}

function trouble(verdict: InvariantVerdict["verdict"], seeds: readonly number[]): string {
  if (verdict === "untested" || verdict === "undecided") return "never put to the test";
  if (seeds.length === 0) return "0 violations";
  const more = seeds.length > MOST_SEEDS ? ", …" : "";
  const named = seeds.slice(0, MOST_SEEDS).join(", ");
  const which = seeds.length === 1 ? "seed" : "seeds";
  return `violated on ${many(seeds.length, "day")}: ${which} ${named}${more}`;
}

function paceText({ tally, tookMs, lanes }: CampaignResult): string {
  const seconds = Math.max(tookMs, 1) / 1_000;
  const simulatedDays = tally.simulatedMs / 86_400_000;
  return [
    `${many(tally.days, "run")} in ${spanOf(tookMs)}`,
    `${rate(tally.days / seconds)} runs/s`,
    `${rate(simulatedDays)} simulated days`,
    `${rate(simulatedDays / seconds)} days/s, ${rate(simulatedDays / seconds / lanes)} per worker`,
  ].join(", ");
}

function volumeText({ produced, delivered, gaps }: Tally): string {
  return `${many(produced, "event")} produced, ${grouped(delivered)} delivered, ${many(gaps, "gap")}`;
}

function conclusion(result: CampaignResult, colors: Colors): string {
  const { tally, isInterrupted } = result;
  if (tally.failures > 0) {
    return colors.red(`${grouped(tally.failures)} of ${many(tally.days, "run")} failed.`);
  }
  if (tally.days === 0) return colors.yellow("No day was lived.");
  if (!isPassed(result)) return colors.red("What is never put to the test is not known to hold.");
  if (isInterrupted) return colors.yellow("Interrupted; no promise was broken so far.");
  return colors.green("Every promise was kept.");
}
