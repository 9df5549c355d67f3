// Installs, builds and runs the main job: `listenkey demo`, with the arguments given here.
import { join } from "node:path";
import { become } from "./hand-over.mjs";
import { root, run } from "./processes.mjs";
import { stepByStep } from "./step-by-step.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const { mustPass, end } = stepByStep();
const { env } = await mustPass("install", install);
await mustPass("build", (onLine) => run(buildCommand("@listenkey/cli"), { env, onLine }));
end();
become(join(root, "packages", "cli", "dist", "main.js"), ["demo", ...process.argv.slice(2)]);
