// Real processes, real sockets, real time: installs, bundles and runs packages/simulation's chaos, with the arguments
// given here.
import { join } from "node:path";
import { handOver } from "./hand-over.mjs";
import { root } from "./processes.mjs";

const script = join(root, "packages", "simulation", "bin", "chaos.mjs");
await handOver(script, process.argv.slice(2));
