import { plainTable } from "@listenkey/simulation/table";
import type { Colors } from "@listenkey/simulation/terminal";
import type { FigureKind, Section, Standing, TargetVerdict, Unit } from "../measure/section.ts";

/** A section as a person reads it: its table, and what became of its targets. Pure. */
export function sectionText(section: Section, colors: Colors): string {
  const { title, figures, standings, targets } = section;
  const columns = figures.flatMap((figure) => columnsOf(figure, standings));
  const table = plainTable({
    head: ["", ...columns.map(({ head }) => head)],
    aligns: ["left", ...columns.map(() => "right" as const)],
    rows: standings.map(({ name, results }) => [name, ...columns.map(({ cell }) => cell(results))]),
  });
  const verdicts = targets.map((target) => targetText(target, figures, colors));
  return [colors.bold(title), table, ...verdicts].join("\n");
}

/** A column of the table. */
interface Column {
  readonly head: string;
  readonly cell: (results: Standing["results"]) => string;
}

/** The figure itself, and beside it the ratio, if anybody has one. */
function columnsOf({ name, head, unit }: FigureKind, standings: readonly Standing[]): Column[] {
  const figure: Column = {
    head,
    cell: ({ [name]: result }) => (result === undefined ? "" : amount(result.median, unit)),
  };
  const ratio: Column = {
    head: "×",
    cell: ({ [name]: result }) => result?.ratio?.toFixed(2) ?? "",
  };
  const hasRatio = standings.some(({ results }) => results[name]?.ratio !== undefined);
  return hasRatio ? [figure, ratio] : [figure];
}

function targetText(
  verdict: TargetVerdict,
  figures: readonly FigureKind[],
  colors: Colors,
): string {
  const { contender, figure, of: floor, atLeast, atMost, was, isMet } = verdict;
  const { head = figure, unit = "" } = figures.find(({ name }) => name === figure) ?? {};
  const shown = (value: number): string =>
    floor === undefined ? amount(value, unit) : `${value.toFixed(2)} ×`;
  const wanted = [
    ...(atLeast === undefined ? [] : [`at least ${shown(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${shown(atMost)}`]),
  ].join(" and ");
  const against = floor === undefined ? "" : ` ${floor}`;
  const mark = isMet ? colors.green("✓") : colors.red("✗");
  return `${mark} ${contender}, ${head}: ${shown(was)}${against} (${wanted})`;
}

/** Units of bytes and time, from which on the next larger one is used. */
const LARGER: Readonly<Partial<Record<Unit, readonly [from: number, unit: string]>>> = {
  B: [1_000, "kB"],
  µs: [1_000, "ms"],
  ms: [1_000, "s"],
};

/** A value as it is read most easily: three digits or so, and thousands apart. */
export function amount(value: number, unit: Unit): string {
  const [from, larger] = LARGER[unit] ?? [Infinity, ""];
  if (Math.abs(value) >= from && Number.isFinite(value)) return `${short(value / from)} ${larger}`;
  const text = short(value);
  return unit === "/s" || unit === "" ? text + unit : `${text} ${unit}`;
}

function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(size >= 10 ? 1 : 2);
}
