/** Epoch milliseconds are below it until the year 33658, epoch microseconds above it since 2001. */
const FIRST_MICROSECONDS = 1e15;

/**
 * A time that the exchange told, in epoch milliseconds: with a fraction where it told microseconds, as connections with
 * `timeUnit=MICROSECOND` do.
 */
export function epochMs(time: number): number {
  return time < FIRST_MICROSECONDS ? time : time / 1_000;
}
