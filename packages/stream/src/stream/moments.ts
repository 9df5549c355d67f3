import type { Clock } from "@listenkey/core";
import { elapsedSince, type Instant } from "@listenkey/core/kit";
import type { FeedRecord } from "./feed-record.ts";

/** Where the two clocks disagree by more, in milliseconds, one of them has stood still, or was set. */
const TOLERANCE_MS = 2_000;

/** A moment in epoch milliseconds of the local clock as it goes now: it may have been set since. */
export function wallOf(clock: Clock, instant: Instant | undefined): number | undefined {
  if (instant === undefined) return undefined;
  const { wall, monotonic } = instant;
  const disagreement = clock.now() - wall - (clock.monotonic() - monotonic);
  const isSame = Math.abs(disagreement) < TOLERANCE_MS;
  return isSame ? wall : Math.floor(clock.now() - elapsedSince(clock, instant));
}

/** A moment that was told in epoch milliseconds of the local clock. */
export function instantAt(clock: Clock, wall: number): Instant {
  return { wall, monotonic: clock.monotonic() - (clock.now() - wall) };
}

/**
 * When a feed was read last, in monotonic milliseconds: what had been sent for long by then has been read; never, if it is
 * not live, or deaf.
 */
export function readUntil({ completeFrom, readAt }: FeedRecord): number {
  return (completeFrom && readAt?.monotonic) ?? -Infinity;
}
