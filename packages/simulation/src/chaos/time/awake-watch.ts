import { every, realTime } from "./real-time.ts";

/** How often a process looks whether it is awake, in real milliseconds. */
const LOOK_MS = 20;

/** So much later than that it was not, in real milliseconds. */
const LATE_MS = 15;

/**
 * Finds out when a process could not run, because it was stopped, or the machine was busy, and tells from when until
 * when, in real milliseconds.
 *
 * @returns Ends it.
 */
export function watchAwake(hear: (from: number, to: number) => void): () => void {
  let lookedAt = realTime.monotonic();
  return every(LOOK_MS, () => {
    const now = realTime.monotonic();
    if (now - lookedAt > LOOK_MS + LATE_MS) hear(lookedAt, now);
    lookedAt = now;
  });
}
