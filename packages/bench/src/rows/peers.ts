import { readdirSync } from "node:fs";

/** A client of another author, as a row of the bench uses it. */
interface OtherClient {
  readonly name: string;
  /** Its file. */
  readonly url: string;
}

/** The clients of other authors that a row can measure: the files in its folder; none unless they are wanted. */
export function clientsOfOthers(
  folder: URL | undefined,
  row: "import" | "events" | "renewals",
): readonly OtherClient[] {
  if (folder === undefined) return [];
  const own = new URL(`${row}/`, folder);
  return readdirSync(own)
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => ({ name: file.replace(/\.mjs$/, ""), url: new URL(file, own).href }));
}
