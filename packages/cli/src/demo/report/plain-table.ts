import Table from "cli-table3";

/** A table of {@link plainTable}. */
export interface PlainTable {
  /** The heads of the columns; they may have several lines. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** How many blanks there are between columns. */
  readonly gap: number;
}

/** Every line that a table could have. */
const LINES =
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid";

/** A table without lines: the first column for names, the others for numbers. Pure. */
export function plainTable({ head, rows, gap }: PlainTable): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, index) => (index === 0 ? "left" : "right")),
    chars: {
      ...Object.fromEntries(LINES.split(" ").map((line) => [line, ""])),
      middle: " ".repeat(gap),
    },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
