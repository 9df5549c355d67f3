// Lives days of faults: installs, bundles and runs packages/simulation, with the arguments given here.
import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { root } from "./processes.mjs";

const script = join(root, "packages", "simulation", "bin", "simulate.mjs");
await handOver(script, process.argv.slice(2));
