import type { Colors, Screen } from "../../terminal.ts";
import { FAULTS } from "../faults/fault-kinds.ts";
import { isKept, type JudgedPromise } from "../judge/judge.ts";
import { clockTime, duration } from "../../time-words.ts";
import type { DayResult } from "./day-result.ts";
import { faultSummaries } from "./fault-summary.ts";
import { plainTable } from "./plain-table.ts";

/** How wide, and how colourful. */
export type ReportStyle = Pick<Screen, "columns" | "colors">;

/** From this width on the columns of the tables stand two blanks apart. */
const WIDE_COLUMNS = 90;

/** How many breaches of a promise are told one by one; the JSON document has all of them. */
const MOST_TOLD = 12;

/** The report for people: a table of the products, one of the faults, and whether the promises were kept. Pure. */
export function reportOf(result: DayResult, { columns, colors }: ReportStyle): string {
  const gap = columns < WIDE_COLUMNS ? 1 : 2;
  return [
    headline(result, colors),
    productTable(result, gap),
    faultTable(result, gap),
    colors.dim(wrapped(GAPS_IN_WORDS, columns)),
    result.judgement.promises.map((promise) => promiseLines(promise, result, colors)).join("\n"),
    verdict(result, colors),
  ].join("\n\n");
}

function headline(
  { seed, startsAt, endedAt, realMs, isInterrupted }: DayResult,
  colors: Colors,
): string {
  const what = isInterrupted ? `Interrupted at ${clockTime(endedAt)}. So far:` : "One trading day:";
  const lived = `${duration(endedAt - startsAt)} in ${duration(realMs)}`;
  return `${colors.bold(what)} ${lived}, seed ${seed}`;
}

const PRODUCT_HEAD = [
  "\nproduct",
  "pro-\nduced",
  "deliv-\nered",
  "in\ngaps",
  "\nlost",
  "\ntwice",
  "out of\norder",
  "\nlate",
  "\ngaps",
  "rota-\ntions",
  "recon-\nnects",
];

function productTable({ products }: DayResult, gap: number): string {
  const rows = products.map((product) => [
    product.name,
    product.produced,
    product.delivered,
    product.inGaps,
    product.lost,
    product.duplicated,
    product.outOfOrder,
    product.late,
    product.gaps,
    product.rotations,
    product.reconnects,
  ]);
  return plainTable({ head: PRODUCT_HEAD, rows, gap });
}

function faultTable({ judgement, facts }: DayResult, gap: number): string {
  const rows = faultSummaries(facts.faults, judgement.gaps).map((summary) => [
    summary.kind === undefined ? "nothing that should make one" : FAULTS[summary.kind].told,
    summary.times,
    summary.gaps,
    summary.gaps === 0 ? "" : duration(summary.widestMs),
    summary.causes.join(", "),
  ]);
  return plainTable({
    head: ["what went wrong", "times", "gaps", "widest", "told as"],
    rows,
    gap,
  });
}

const GAPS_IN_WORDS =
  "A gap stands where no socket or nothing that it rests on was left. What happened in it is on the exchange, and can " +
  "be asked for; the exchange sends nothing twice.";

function promiseLines(
  promise: JudgedPromise,
  { isInterrupted }: Pick<DayResult, "isInterrupted">,
  colors: Colors,
): string {
  const { title, checks, broken } = promise;
  const isOpen = isInterrupted && checks === 0;
  const mark = isOpen ? "·" : isKept(promise) ? colors.green("✔") : colors.red("✘");
  const tested = checks === 0 ? "never put to the test" : `${checks} checks`;
  const head = `${mark} ${title} ${colors.dim(`(${tested})`)}`;
  const more = broken.length - MOST_TOLD;
  const told = broken.slice(0, MOST_TOLD).map((what) => `    ${what}`);
  return [head, ...told, ...(more > 0 ? [`    and ${more} more`] : [])].join("\n");
}

function verdict({ judgement, isInterrupted }: DayResult, colors: Colors): string {
  if (isInterrupted) return colors.yellow("The day was not lived to its end.");
  return judgement.kept
    ? colors.green("The day kept its promises.")
    : colors.red("The day broke its promises.");
}

/** A text broken between words, so that no line is longer than this. */
function wrapped(text: string, columns: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}
