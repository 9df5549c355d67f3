import type { Violation } from "../../validators/validator.ts";
import type { Charge, Outcome } from "../days/outcome.ts";
import type { Shrunk } from "../shrinking/shrink.ts";
import type { Colors } from "../terminal/terminal.ts";
import { many } from "./plain-table.ts";
import { planText } from "./plan-text.ts";
import { chargeInWords, planInWords, type Titles } from "./words.ts";

/** How many violations of an invariant are told one by one. */
const MOST_TOLD = 3;

/** What is needed to tell of failures. */
export interface FailureStyle {
  readonly titles: Titles;
  readonly colors: Colors;
  /** What the day was lived with. */
  readonly commit: string;
}

/** Tells of a day that failed: what it is charged with, and how to see it again. Pure. */
export function failureText(
  { plan, charges }: Outcome,
  commands: { readonly repeat: string; readonly watch: string },
  { titles, colors, commit }: FailureStyle,
): string {
  const lines = [...charges].flatMap(([charge, violations]) => [
    `  ${colors.bold(chargeInWords(charge, titles))}`,
    ...violationLines(violations),
  ]);
  return [
    colors.red(`✗ seed ${plan.seed}`) + colors.dim(` (${planInWords(plan)})`),
    ...lines,
    `  commit  ${commit}`,
    `  repeat  ${commands.repeat}`,
    `  watch   ${commands.watch}`,
  ].join("\n");
}

function violationLines(violations: readonly Violation[]): string[] {
  const more = violations.length - MOST_TOLD;
  const told = violations
    .slice(0, MOST_TOLD)
    .map(({ who, message }) => indented(who === "day" ? message : `${who}: ${message}`, 4));
  return more > 0 ? [...told, `    and ${more} more`] : told;
}

/** What shrinking has come to. */
export interface ShrunkFailure extends Shrunk {
  readonly charge: Charge;
  /** The plan that it began with. */
  readonly from: Outcome["plan"];
}

/** Tells of the shortest schedule that still fails. Pure. */
export function shrunkText(
  { plan, tries, charge, from }: ShrunkFailure,
  commands: { readonly repeat: string; readonly watch: string },
  { titles, colors }: FailureStyle,
): string {
  const came = plan === from ? "could not be made shorter" : "made shorter";
  return [
    `${colors.yellow(`↳ seed ${from.seed} ${came}`)} in ${many(tries, "run")}; still failing: ` +
      `${chargeInWords(charge, titles)}`,
    `  ${colors.dim(`${planInWords(from)} → ${planInWords(plan)}`)}`,
    indented(planText(plan), 4),
    `  repeat  ${commands.repeat}`,
    `  watch   ${commands.watch}`,
  ].join("\n");
}

/** A text with every line moved to the right. */
function indented(text: string, by: number): string {
  return text.replaceAll(/^/gm, " ".repeat(by));
}
