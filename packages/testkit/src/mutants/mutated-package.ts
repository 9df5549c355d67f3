import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Change } from "./mutant.ts";

/** Where all packages are. */
const packages = dirname(
  dirname(createRequire(import.meta.url).resolve("@listenkey/core/package.json")),
);

/**
 * Builds a package from its sources, and from those of the packages it stands on, with some of them changed, and
 * imports that. Without changes it is the package itself. Each build has classes and tables of its own.
 *
 * @param entry Path inside `packages`.
 */
export async function mutatedPackage<Exports>(
  entry: string,
  changes: readonly Change[],
): Promise<Exports> {
  const { outputFiles } = await build({
    entryPoints: [join(packages, entry)],
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@listenkey/source", "import"],
    write: false,
    logLevel: "silent",
    plugins: [changing(changes)],
  });
  const code = outputFiles[0]?.text ?? "";
  return (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  )) as Exports;
}

/** Lets esbuild take changed sources. It fails if a change does not find its place. */
export function changing(changes: readonly Change[]): Plugin {
  return {
    name: "changing",
    setup(plugin) {
      const made = new Set<Change>();
      plugin.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        let contents = await readFile(path, "utf8");
        for (const change of changes) {
          if (path !== join(packages, change.file)) continue;
          contents = changed(contents, change);
          made.add(change);
        }
        return { contents, loader: "ts" };
      });
      plugin.onEnd(({ errors }) => {
        const missed = changes.filter((change) => !made.has(change));
        if (missed.length > 0 && errors.length === 0)
          throw new Error(`no such source: ${missed.map(({ file }) => file).join(", ")}`);
      });
    },
  };
}

/** A mutant whose source has moved on is no mutant: the piece must be there, once. */
function changed(source: string, { file, find, replace }: Change): string {
  const pattern = find.split(/\s+/).map(escaped).join("\\s+");
  const found = source.match(new RegExp(pattern, "g"))?.length ?? 0;
  if (found !== 1) throw new Error(`${file} has ${found} times, not once: ${find}`);
  return source.replace(new RegExp(pattern), () => replace);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
