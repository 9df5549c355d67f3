// For commands that install, build and then hand over: each step is shown, and the first that fails is the last.
import { constants } from "node:os";
import process from "node:process";
import { stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";

/** What ends a command: Ctrl-C, a supervisor, a terminal that is closed. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Begins such a command. Ctrl-C ends whatever runs.
 *
 * @param {string} [lastLine] Is printed last if a step fails.
 * @returns `mustPass` runs a step and resolves with what came of it, unless it fails; `progress` shows others; `end`
 *   takes the progress away when all are done, and gives Ctrl-C back.
 */
export function stepByStep(lastLine) {
  const progress = new Progress(process.stderr);
  const interrupted = async (name) => {
    progress.end();
    await stopAll();
    process.exit(128 + constants.signals[name]);
  };
  for (const name of SIGNALS) process.once(name, interrupted);
  const end = () => {
    progress.end();
    for (const name of SIGNALS) process.off(name, interrupted);
  };
  const mustPass = async (name, step) => {
    const result = await progress.step(name, async (onLine) => {
      const ran = await step(onLine);
      return { ...ran, failed: ran.code === 0 ? 0 : 1 };
    });
    if (result.failed === 0) return result;
    progress.end();
    if (lastLine !== undefined) console.log(lastLine);
    process.exit(1);
  };
  return { progress, mustPass, end };
}
