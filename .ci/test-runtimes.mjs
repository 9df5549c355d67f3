// Installs, builds and runs the packed packages on every runtime (packages/runtimes). The last line is
// `N passed, N failed`. An argument picks runtimes and checks whose names contain it.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root, run } from "./processes.mjs";
import { stepByStep } from "./step-by-step.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const runtimes = join(root, "packages", "runtimes");
const { progress, mustPass } = stepByStep("0 passed, 1 failed");

const { env } = await mustPass("install", install);
await mustPass("build", (onLine) => run(buildCommand(), { env, onLine }));
// A workspace of its own, with its own lockfile.
const installRuntimes = ["pnpm", "--dir", runtimes, "install", "--frozen-lockfile"];
await mustPass("runtimes", (onLine) => run(installRuntimes, { env, onLine }));
if (!hasChromium() && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
  // Whether it works shows when it is needed: what is missing is told then, with the remedy.
  await progress.step("chromium", async (onLine) => ({
    ...(await installChromium(onLine)),
    failed: 0,
  }));
}
progress.end();
const command = ["node", join(runtimes, "run-runtimes.mjs"), ...process.argv.slice(2)];
const { code } = await run(command, { env, onLine: (line) => console.log(line) });
process.exitCode = code;

function hasChromium() {
  if (process.env.CHROMIUM_PATH !== undefined) return true;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

async function installChromium(onLine) {
  const quiet = { env: { ...env, DEBIAN_FRONTEND: "noninteractive" }, onLine };
  await run(["apt-get", "update"], quiet);
  return run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], quiet);
}
