// Bundles programs of the repository into files that every supported Node can run: Node 20 cannot run TypeScript.
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./processes.mjs";

const home = join(root, "packages", "simulation");

/**
 * Bundles programs, each with everything that it imports, into one folder.
 *
 * @param {string} name The folder's.
 * @param {Readonly<Record<string, string>>} entries Sources in the repository, by the name of the file they come to.
 * @returns {Promise<string>} The folder.
 */
export async function bundle(name, entries) {
  const { build } = createRequire(join(home, "package.json"))("esbuild");
  const outdir = join(home, "node_modules", ".cache", name);
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([file, source]) => [file, join(root, source)]),
    ),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@listenkey/source", "module"],
    sourcemap: true,
    // It looks for its binary beside itself.
    external: ["esbuild"],
    // What is still CommonJS asks for the modules of Node with `require`.
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  return outdir;
}
