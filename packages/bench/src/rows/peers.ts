import { readdirSync } from "node:fs";

/** A client of another author, as the bench uses it. */
interface OtherClient {
  readonly name: string;
  readonly url: string;
}

/** The clients in the folder that `--peers` installs, each a file; none without. */
export function clientsOfOthers(folder: URL | undefined): readonly OtherClient[] {
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => ({ name: file.replace(/\.mjs$/, ""), url: new URL(file, folder).href }));
}
