// Programs that run beside this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

const running = new Set();

/**
 * @typedef {object} Spawned
 * @property {import("node:child_process").ChildProcess} child
 * @property {() => string} output What it has printed so far.
 * @property {Promise<number | string>} ended Its exit code, the signal that ended it, or why it could not be started.
 * @property {(signal: NodeJS.Signals) => Promise<number | string>} end
 */

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Spawned}
 */
export function start(file, args, options = {}) {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  running.add(child);
  let output = "";
  for (const pipe of [child.stdout, child.stderr]) {
    pipe?.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, "close").then(
    ([code, signal]) => code ?? signal,
    (error) => String(error),
  );
  void ended.then(() => running.delete(child));
  return {
    child,
    output: () => output,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/**
 * Runs a program to its end.
 *
 * @returns {Promise<{ code: number | string, output: string }>}
 */
export async function ran(file, args, options) {
  const { ended, output } = start(file, args, options);
  return { code: await ended, output: output() };
}

/** Runs a program that must not fail. @returns {Promise<string>} What it has printed. */
export async function must(file, args, options) {
  const { code, output } = await ran(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args[0] ?? ""} ended with ${code}:\n${output}`);
  return output;
}

/** Leaves nothing behind, however this program ends. */
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
