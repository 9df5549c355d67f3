import { changing, type Change } from "@listenkey/testkit/mutants";
import { build } from "esbuild";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where all packages are. */
const packages = dirname(
  dirname(createRequire(import.meta.url).resolve("@listenkey/core/package.json")),
);

/** Bundles what programs import from the sources, with some of them changed, for a `CompiledLibrary`. */
export async function libraryCode(changes: readonly Change[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(packages, "simulation/src/machine/library-entry.ts")],
    bundle: true,
    format: "cjs",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@listenkey/source", "import"],
    write: false,
    logLevel: "silent",
    plugins: [changing(changes)],
  });
  return outputFiles[0]?.text ?? "";
}
