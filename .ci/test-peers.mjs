// Installs, builds and runs the check against clients of other authors (packages/peers). The last line is
// `N passed, N failed`. An argument picks clients and ways whose names contain it.
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { root, run, stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const peers = join(root, "packages", "peers");
const progress = new Progress(process.stderr);

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, async () => {
    progress.end();
    await stopAll();
    process.exit(128 + constants.signals[name]);
  });
}

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

/** Runs a step, and gives up if it fails. */
async function mustPass(name, step) {
  const result = await progress.step(name, async (onLine) => {
    const ran = await step(onLine);
    return { ...ran, failed: ran.code === 0 ? 0 : 1 };
  });
  if (result.failed === 0) return result;
  progress.end();
  console.log("0 passed, 1 failed");
  process.exit(1);
}

/** The packages of this project that the check uses, as they are built. */
async function ownPackages() {
  const { dependencies } = JSON.parse(await readFile(join(peers, "package.json"), "utf8"));
  return Object.keys(dependencies).filter((name) => dependencies[name].startsWith("link:"));
}
