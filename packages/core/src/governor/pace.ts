/**
 * Hands out times at a steady rate, with a small burst: the generic cell rate algorithm, in one number.
 * Any minute holds at most the rate's minute plus the burst.
 */
export class Pace {
  /** When the next call would be due if there were no burst. */
  #next = Number.NEGATIVE_INFINITY;

  /**
   * Takes the earliest free time.
   *
   * @param from Not before this time, in milliseconds.
   * @param intervalMs How much of the rate the call uses up.
   * @param burstMs How far ahead of the steady rate calls may run.
   */
  take(
    from: number,
    { intervalMs, burstMs }: { readonly intervalMs: number; readonly burstMs: number },
  ): number {
    const steady = Math.max(this.#next, from);
    this.#next = steady + intervalMs;
    return Math.max(from, steady - burstMs);
  }
}
