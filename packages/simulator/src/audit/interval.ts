/** From one moment to another, in epoch milliseconds of the exchange's clock. */
export interface Interval {
  /** The first moment, in epoch milliseconds. */
  readonly from: number;
  /** The last moment, in epoch milliseconds. */
  readonly to: number;
}

/** How long it is, in milliseconds; nothing if it is empty. */
function lengthOf({ from, to }: Interval): number {
  return Math.max(0, to - from);
}

/** What two intervals have in common. */
export function overlap(one: Interval, other: Interval): Interval {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/**
 * What none of the intervals covers of a span, in order. Where one ends in the very moment in which the next begins, that
 * moment is an interval of no length: nothing says that nothing fell between them.
 */
export function uncovered(span: Interval, intervals: readonly Interval[]): readonly Interval[] {
  const holes: Interval[] = [];
  let { from } = span;
  for (const one of intervals.toSorted((a, b) => a.from - b.from)) {
    if (one.to <= from || lengthOf(one) === 0) continue;
    if (one.from >= span.to) break;
    if (one.from > from || (one.from === from && from > span.from)) {
      holes.push({ from, to: one.from });
    }
    from = one.to;
  }
  if (from < span.to) holes.push({ from, to: span.to });
  return holes;
}

/** Whether an interval has a part in another, or lies in it if it has no length. */
export function reaches(one: Interval, other: Interval): boolean {
  const { from, to } = overlap(one, other);
  return lengthOf(one) === 0 ? from === to : from < to;
}
