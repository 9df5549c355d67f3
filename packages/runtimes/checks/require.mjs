import { nodeBinary } from "../rig/binaries.mjs";
import { must } from "../rig/spawned.mjs";

/**
 * Loads every entry from CommonJS, on each Node.
 *
 * @param {{ folder: string, entries: readonly string[] }} project
 */
export function requireChecks({ folder, entries }) {
  const program = `for (const name of ${JSON.stringify(entries)})
    if (Object.keys(require(name)).length === 0) throw new Error(name + " exports nothing");`;
  return [20, 22, 24, 26].map((major) => ({
    name: `Node ${major}: require() of all ${entries.length} entries`,
    run: () => must(nodeBinary(major), ["--input-type=commonjs", "-e", program], { cwd: folder }),
  }));
}
