// Installs what a program of the repository needs, then becomes that program.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root, stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";
import { install } from "./toolchain.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Installs, then runs a program to its end, with its terminal, its signals and its exit code.
 *
 * @param {string} script
 * @param {readonly string[]} args
 */
export async function handOver(script, args) {
  // Not on stdout: that belongs to the program.
  const progress = new Progress(process.stderr);
  const interrupted = async (name) => {
    progress.end();
    await stopAll();
    process.exit(128 + constants.signals[name]);
  };
  for (const name of SIGNALS) process.once(name, interrupted);
  const { failed } = await progress.step("install", async (onLine) => {
    const ran = await install(onLine);
    return { ...ran, failed: ran.code === 0 ? 0 : 1 };
  });
  progress.end();
  for (const name of SIGNALS) process.off(name, interrupted);
  if (failed > 0) process.exit(1);
  become(script, args);
}

/** Is that program from now on, as far as a process can be another one. */
function become(script, args) {
  const program = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });
  for (const name of SIGNALS) {
    // A terminal sends Ctrl-C to both of us: passing it on would be a second one.
    process.on(name, () => (name === "SIGINT" && process.stdin.isTTY) || program.kill(name));
  }
  program.on("close", (code, name) => process.exit(code ?? 128 + constants.signals[name]));
}
