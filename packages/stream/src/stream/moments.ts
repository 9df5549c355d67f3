import type { Clock } from "@listenkey/core";
import { elapsedSince, type Instant } from "@listenkey/core/kit";

/** A moment in epoch milliseconds of the local clock as it goes now: it may have been set since. */
export function wallOf(clock: Clock, instant: Instant | undefined): number | undefined {
  return instant && Math.floor(clock.now() - elapsedSince(clock, instant));
}

/** A moment that was told in epoch milliseconds of the local clock. */
export function instantAt(clock: Clock, wall: number): Instant {
  return { wall, monotonic: clock.monotonic() - (clock.now() - wall) };
}
