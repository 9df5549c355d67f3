// For commands that install, build and then hand over: each step is shown, and the first that fails is the last.
import { constants } from "node:os";
import process from "node:process";
import { stopAll } from "./processes.mjs";
import { Progress } from "./progress.mjs";

/**
 * Begins such a command. Ctrl-C ends whatever runs.
 *
 * @param {string} [lastLine] Is printed last if a step fails.
 * @returns `mustPass` runs a step and resolves with what came of it, unless it fails; `progress` shows others, and has
 *   to be ended.
 */
export function stepByStep(lastLine) {
  const progress = new Progress(process.stderr);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(name, async () => {
      progress.end();
      await stopAll();
      process.exit(128 + constants.signals[name]);
    });
  }
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
  return { progress, mustPass };
}
