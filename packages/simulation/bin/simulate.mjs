// Bundles the simulation from the sources, and runs it with the arguments given here. What it needs is installed.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../../../.ci/bundle.mjs";

// A folder for each run: what a long one still has to load stays as it was when it began.
const folder = await bundle(`simulate-${process.pid}`, {
  main: "packages/simulation/src/main.ts",
  "day-worker": "packages/simulation/src/campaign/process/day-worker.ts",
});
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
await import(pathToFileURL(join(folder, "main.mjs")).href);
