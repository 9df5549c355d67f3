// Installs what a program of the repository needs, then becomes that program.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./processes.mjs";
import { SIGNALS, stepByStep } from "./step-by-step.mjs";
import { install } from "./toolchain.mjs";

/**
 * Installs, then runs a program to its end, with its terminal, its signals and its exit code.
 *
 * @param {string} script
 * @param {readonly string[]} args
 */
export async function handOver(script, args) {
  const { mustPass, end } = stepByStep();
  await mustPass("install", install);
  end();
  become(script, args);
}

/**
 * Is that program from now on, as far as a process can be another one: its terminal, its signals, its exit code.
 *
 * @param {string} script
 * @param {readonly string[]} args
 */
export function become(script, args) {
  const program = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });
  for (const name of SIGNALS) {
    // A terminal sends Ctrl-C to both of us: passing it on would be a second one.
    process.on(name, () => (name === "SIGINT" && process.stdin.isTTY) || program.kill(name));
  }
  program.on("close", (code, name) => process.exit(code ?? 128 + constants.signals[name]));
}
