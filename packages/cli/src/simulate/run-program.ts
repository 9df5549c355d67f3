import { spawn } from "node:child_process";
import { constants } from "node:os";
import { configurationError } from "@listenkey/core/product";
import type { Clock } from "@listenkey/core";
import type { Variables } from "../command-context.ts";

/** How a program is run. */
export interface ProgramSurroundings {
  /** The environment variables it gets. */
  readonly env: Variables;
  /** Asks it to end. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly real: Clock;
}

/** How long a program may take to end by itself, in milliseconds. */
const GRACE_MS = 2_000;

/**
 * Runs a program on this terminal until it ends.
 *
 * @returns Its exit code, as a shell would tell it. Rejects with `CONFIGURATION` where it cannot be run.
 */
export function runProgram(
  [file = "", ...args]: readonly string[],
  { env, signal, real }: ProgramSurroundings,
): Promise<number> {
  const child = spawn(file, args, { stdio: "inherit", env: { ...env } });
  // Ctrl-C in a terminal reaches it by itself, and must not come twice; whatever else ends us does not reach it.
  let cancel = (): void => undefined;
  const end = (): void => {
    cancel = real.setTimer(GRACE_MS, () => void child.kill("SIGTERM"), { ref: true });
  };
  signal.addEventListener("abort", end, { once: true });
  return new Promise((resolve, reject) => {
    child.once("error", ({ message }) =>
      reject(configurationError(`${file} cannot be run: ${message}`)),
    );
    child.once("exit", (code, name) => {
      signal.removeEventListener("abort", end);
      cancel();
      resolve(code ?? 128 + (name === null ? 0 : constants.signals[name]));
    });
  });
}
