import Table from "cli-table3";

/** A table of {@link plainTable}. */
export interface PlainTable {
  /** The heads of the columns. */
  readonly head: readonly string[];
  /** How each column is aligned; left where nothing is said. */
  readonly aligns: readonly ("left" | "right")[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Every line that a table could have. */
const LINES =
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid";

/** A table without lines, its columns two blanks apart. Numbers have their thousands apart. Pure. */
export function plainTable({ head, aligns, rows }: PlainTable): string {
  const table = new Table({
    head: [...head],
    colAligns: [...aligns],
    chars: {
      ...Object.fromEntries(LINES.split(" ").map((line) => [line, ""])),
      middle: "  ",
    },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => row.map(cell)));
  return table.toString().replaceAll(/ +$/gm, "");
}

function cell(value: string | number): string {
  return typeof value === "number" ? grouped(value) : value;
}

/** A whole number with its thousands apart, e.g. `1,203,442`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** A number of things, e.g. `1 day`, `2,000 days`. */
export function many(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? "" : "s"}`;
}
