import type { Clock } from "@listenkey/core";
import { transportErrorFrom } from "@listenkey/core/transport";

/** Resolves after so many milliseconds. Rejects with `ABORTED` as soon as the signal says so. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      cancelTimer();
      reject(transportErrorFrom(undefined, signal));
    };
    const done = (): void => {
      signal.removeEventListener("abort", giveUp);
      resolve();
    };
    const cancelTimer = clock.setTimer(Math.ceil(ms), done, { ref: true });
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}
