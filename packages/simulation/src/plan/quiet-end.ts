const MINUTE_MS = 60_000;

/** How long nothing goes wrong at the end of a day, in milliseconds: long enough for a key to lapse that nobody renews. */
const QUIET_MS = 75 * MINUTE_MS;

/** Shorter days are quiet for a third of their length. */
const SHORT_DAY_MS = 180 * MINUTE_MS;

/** From when on nothing goes wrong any more, weather included, in milliseconds from the beginning of the day. */
export function quietFrom(lengthMs: number): number {
  return lengthMs < SHORT_DAY_MS ? Math.floor((lengthMs * 2) / 3) : lengthMs - QUIET_MS;
}
