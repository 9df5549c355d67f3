// Installs, builds and runs the main job: `listenkey demo`, with the arguments given here.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { root, run, stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";
import { buildCommand, install } from "./toolchain.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

// Not on stdout: that belongs to the demo, whose `--json` is read by programs.
const progress = new Progress(process.stderr);

const interrupted = async (name) => {
  progress.end();
  await stopAll();
  process.exit(128 + constants.signals[name]);
};
for (const name of SIGNALS) process.once(name, interrupted);
const { env } = await mustPass("install", install);
await mustPass("build", (onLine) => run(buildCommand("@listenkey/cli"), { env, onLine }));
progress.end();
for (const name of SIGNALS) process.off(name, interrupted);
runDemo(process.argv.slice(2));

/** Runs a step, and gives up if it fails. */
async function mustPass(name, step) {
  const result = await progress.step(name, async (onLine) => {
    const ran = await step(onLine);
    return { ...ran, failed: ran.code === 0 ? 0 : 1 };
  });
  if (result.failed === 0) return result;
  progress.end();
  process.exit(1);
}

/** Becomes the demo, as far as a process can: its terminal, its signals, its exit code. */
function runDemo(args) {
  const main = join(root, "packages", "cli", "dist", "main.js");
  const demo = spawn(process.execPath, [main, "demo", ...args], { stdio: "inherit" });
  for (const name of SIGNALS) {
    // A terminal sends Ctrl-C to both of us: passing it on would be a second one.
    process.on(name, () => (name === "SIGINT" && process.stdin.isTTY) || demo.kill(name));
  }
  demo.on("close", (code, name) => process.exit(code ?? 128 + constants.signals[name]));
}
