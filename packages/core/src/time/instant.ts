import type { Clock } from "../seams/clock.ts";

/** A moment as both clocks saw it. */
export interface Instant {
  /** Epoch milliseconds. */
  readonly wall: number;
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
}

/** The present moment. */
export function instantOf(clock: Clock): Instant {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

/**
 * Milliseconds since a moment: the larger of what the two clocks say. Monotonic time stands while a machine sleeps
 * and the wall may be set back; a key that is believed younger than it is would be a lie.
 */
export function elapsedSince(clock: Clock, since: Instant): number {
  return Math.max(clock.now() - since.wall, clock.monotonic() - since.monotonic);
}
