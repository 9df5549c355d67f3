// Bundles the director from the sources, and starts it with the arguments given here. What it needs is installed, and
// the packages that it measures are built: they are measured as they are published.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../../../.ci/bundle.mjs";

const folder = await bundle(`bench-${process.pid}`, { main: "packages/bench/src/main.ts" });
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
await import(pathToFileURL(join(folder, "main.mjs")).href);
