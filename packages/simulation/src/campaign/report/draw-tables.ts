import type { Counts } from "../tally/counts.ts";
import type { Tally } from "../tally/tally.ts";
import type { Colors } from "../terminal/terminal.ts";
import { plainTable } from "./plain-table.ts";

/** A row of a table of draws. */
type Row = readonly [name: string, ...counts: (number | "")[]];

/** What was drawn and how often it struck: faults, weather and the like, dialects, and ways to a stream. Pure. */
export function drawTables({ census, struck }: Tally, colors: Colors): string {
  const faults = census.faults.names.map((kind): Row => [
    kind,
    census.faults.of(kind),
    struck.of(kind),
  ]);
  const weather = census.weather.names.map((name): Row => [
    name,
    census.weather.of(name),
    struck.of(name),
  ]);
  const known = new Set<string>([...census.faults.names, ...census.weather.names]);
  const others = struck.names
    .filter((name) => !known.has(name))
    .map((name): Row => [name, "", struck.of(name)]);
  return [
    sideBySide(["fault", "drawn", "struck"], [...faults, ...weather, ...others]),
    sideBySide(["dialect", "days"], rowsOf(census.dialects)),
    sideBySide(["way to the stream", "accounts"], rowsOf(census.ways)),
    colors.dim(`Rarest: ${rarest(census.faults)}; ${rarest(census.dialects)}.`),
  ].join("\n\n");
}

function rowsOf(counts: Counts): readonly Row[] {
  return counts.names.map((name): Row => [name, counts.of(name)]);
}

/** How many tables stand side by side. */
const ABREAST = 2;

function sideBySide(head: readonly string[], rows: readonly Row[]): string {
  const height = Math.ceil(rows.length / ABREAST);
  const empty = head.map(() => "" as const);
  const lines = Array.from({ length: height }, (_, line) =>
    Array.from({ length: ABREAST }, (__, part) => rows[line + part * height] ?? empty).flat(),
  );
  const aligns = head.map((_, column) => (column === 0 ? ("left" as const) : ("right" as const)));
  return plainTable({
    head: repeated(head),
    aligns: repeated(aligns),
    rows: lines,
  });
}

function repeated<Item>(items: readonly Item[]): Item[] {
  return Array.from({ length: ABREAST }, () => items).flat();
}

/** What was drawn least often, e.g. `frameHuge, 101 times`. */
function rarest(counts: Counts): string {
  const [first] = counts.names.toSorted((one, other) => counts.of(one) - counts.of(other));
  return first === undefined ? "nothing" : `${first}, ${counts.of(first)} times`;
}
