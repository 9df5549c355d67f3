// Measures what the packages cost: installs, builds and runs packages/bench, with the arguments given here. `--peers`
// installs the clients of other authors, too, in the workspace that they have to themselves.
import { join } from "node:path";
import { become } from "./hand-over.mjs";
import { root, run } from "./processes.mjs";
import { stepByStep } from "./step-by-step.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const args = process.argv.slice(2);
const { mustPass, end } = stepByStep();
const { env } = await mustPass("install", install);
await mustPass("build", (onLine) => run(buildCommand("./packages/*"), { env, onLine }));
if (args.includes("--peers")) {
  const peers = join(root, "packages", "peers");
  const command = ["pnpm", "--dir", peers, "install", "--frozen-lockfile"];
  await mustPass("clients", (onLine) => run(command, { env, onLine }));
}
end();
become(join(root, "packages", "bench", "bin", "bench.mjs"), args);
