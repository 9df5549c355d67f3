import type { Colors, Screen } from "../../terminal.ts";
import { BOUNDS } from "../judge/bounds.ts";
import { CAUSES } from "../judge/incident.ts";
import { isKept, type JudgedPromise } from "../judge/judge.ts";
import { plainTable } from "./plain-table.ts";
import { recoveriesOf } from "./recoveries.ts";
import type { DayResult } from "./day-result.ts";
import { clockTime, duration } from "../time-words.ts";

/** How wide, and how colourful. */
export type ReportStyle = Pick<Screen, "columns" | "colors">;

/** From this width on the columns of the tables stand two blanks apart. */
const WIDE_COLUMNS = 87;

/** The report for people: a table of the products, one of the recoveries, and whether the promises were kept. Pure. */
export function reportOf(result: DayResult, { columns, colors }: ReportStyle): string {
  const gap = columns < WIDE_COLUMNS ? 1 : 2;
  return [
    headline(result, colors),
    productTable(result, gap),
    ...missed(result).map((words) => colors.dim(wrapped(words, columns))),
    recoveryTable(result, gap),
    colors.dim(wrapped(BOUNDS_IN_WORDS, columns)),
    result.judgement.promises.map((promise) => promiseLines(promise, result, colors)).join("\n"),
    ...slowness(result).map((words) => colors.yellow(wrapped(words, columns))),
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
  "\n\nproduct",
  "\nrenew-\nals",
  "\nfailures\nsurvived",
  "\nreplace-\nments",
  "without\na live\nkey",
  "\nevents\nproduced",
  "\nevents\nreceived",
  "\nrequests\nsent",
];

function productTable({ products }: DayResult, gap: number): string {
  const rows = products.map((product) => [
    product.name,
    product.renewals,
    product.failuresSurvived,
    product.replacements,
    duration(product.withoutKeyMs),
    product.eventsProduced,
    product.eventsReceived,
    product.requests,
  ]);
  return plainTable({ head: PRODUCT_HEAD, rows, gap });
}

/** Events without a listener are no broken promise of a key, but nobody shall think they were not lost. */
function missed({ products }: DayResult): readonly string[] {
  const count = products.reduce(
    (sum, { eventsProduced, eventsReceived }) => sum + eventsProduced - eventsReceived,
    0,
  );
  if (count === 0) return [];
  return [
    `${count} events came while a key was dead or a socket was down, and were missed: the exchange sends nothing twice, ` +
      "and a key kept alive cannot change that.",
  ];
}

function recoveryTable({ judgement, endedAt }: DayResult, gap: number): string {
  const rows = recoveriesOf(judgement.incidents, endedAt).map((recovery) => [
    CAUSES[recovery.cause],
    recovery.times,
    duration(recovery.slowestMs),
    duration(recovery.allowedMs),
  ]);
  return plainTable({ head: ["what went wrong", "times", "longest", "allowed"], rows, gap });
}

const BOUNDS_IN_WORDS =
  `Allowed, in simulated time: ${duration(BOUNDS.toldMs)} once the exchange has said that a key has ended, a third of ` +
  `a key's life where nobody says so. Else ${duration(BOUNDS.backOffMs)} from the end of what stood in the way: the ` +
  `last failure (${duration(BOUNDS.unauthorizedMs)} after a 401), the silence after a 429 ` +
  `(${duration(BOUNDS.releaseMs)}), the outage.`;

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
  return [head, ...broken.map((what) => `    ${what}`)].join("\n");
}

function slowness({ slowMs }: DayResult): readonly string[] {
  if (slowMs === 0) return [];
  return [
    `This machine was slow: ${duration(slowMs)} of simulated time went by while something was on the wire. ` +
      "They are excused.",
  ];
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
