// Installs, builds and runs the check against clients of other authors (packages/peers). The last line is
// `N passed, N failed`. An argument picks clients and ways whose names contain it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "./processes.mjs";
import { stepByStep } from "./step-by-step.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const peers = join(root, "packages", "peers");
const { progress, mustPass } = stepByStep("0 passed, 1 failed");

const { env } = await mustPass("install", install);
await mustPass("build", async (onLine) =>
  run(buildCommand(...(await ownPackages())), { env, onLine }),
);
// A workspace of its own, with its own lockfile.
const installPeers = ["pnpm", "--dir", peers, "install", "--frozen-lockfile"];
await mustPass("clients", (onLine) => run(installPeers, { env, onLine }));
progress.end();
const command = ["node", join(peers, "run-peers.mjs"), ...process.argv.slice(2)];
const { code } = await run(command, { env, onLine: (line) => console.log(line) });
process.exitCode = code;

/** The packages of this project that the check uses, as they are built. */
async function ownPackages() {
  const { dependencies } = JSON.parse(await readFile(join(peers, "package.json"), "utf8"));
  return Object.keys(dependencies).filter((name) => dependencies[name].startsWith("link:"));
}
