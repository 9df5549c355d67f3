// Bundles the chaos run from the sources, and starts it with the arguments given here. What it needs is installed.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../../../.ci/bundle.mjs";

const chaos = "packages/simulation/src/chaos";
const folder = await bundle(`chaos-${process.pid}`, {
  main: `${chaos}/main.ts`,
  exchange: `${chaos}/exchange/exchange-main.ts`,
  client: `${chaos}/client/client-main.ts`,
  soak: `${chaos}/soak/soak-main.ts`,
});
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
await import(pathToFileURL(join(folder, "main.mjs")).href);
