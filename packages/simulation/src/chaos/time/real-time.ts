import type { Clock } from "@listenkey/core";
import { systemClock } from "@listenkey/core/kit";

/** Real time in milliseconds, counted from the same moment in every process of this machine. */
export const realTime: Pick<Clock, "monotonic" | "setTimer"> = {
  monotonic: () => Number(process.hrtime.bigint()) / 1e6,
  setTimer: (ms, callback, options) => systemClock.setTimer(ms, callback, options),
};

/** Resolves after so many real milliseconds; earlier if the signal ends it. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const over = (): void => {
      cancel();
      signal?.removeEventListener("abort", over);
      resolve();
    };
    const cancel = realTime.setTimer(ms, over, { ref: true });
    signal?.addEventListener("abort", over);
  });
}

/** Calls back again and again, about every so many real milliseconds, until cancelled. It does not hold the process. */
export function every(ms: number, callback: () => void): () => void {
  let cancel: () => void;
  const arm = (): void => {
    cancel = realTime.setTimer(
      ms,
      () => {
        arm();
        callback();
      },
      { ref: false },
    );
  };
  arm();
  return () => cancel();
}
