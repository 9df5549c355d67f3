import type { Interval } from "@listenkey/simulator";

/** What two spans have in common; it ends before it begins if that is nothing. */
function common(one: Interval, other: Interval): Interval {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/** Whether two spans have at least a moment in common. */
export function meet(one: Interval, other: Interval): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** How long a span is, in milliseconds. */
function lengthOf({ from, to }: Interval): number {
  return Math.max(0, to - from);
}

/** Spans in order, none of which touches another. */
export class Spans {
  readonly all: readonly Interval[];

  /** @param spans In any order; those that meet become one. */
  constructor(spans: Iterable<Interval>) {
    const merged: { from: number; to: number }[] = [];
    for (const { from, to } of [...spans].toSorted((a, b) => a.from - b.from)) {
      const last = merged.at(-1);
      if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
      else if (to >= from) merged.push({ from, to });
    }
    this.all = merged;
  }

  /** The same ones, each of which lasts longer. */
  extended(ms: number): Spans {
    return new Spans(this.all.map(({ from, to }) => ({ from, to: to + ms })));
  }

  /** Those that have at least a moment in common with a span. */
  meeting(span: Interval): readonly Interval[] {
    const { all } = this;
    const met: Interval[] = [];
    for (let index = this.#firstEndingFrom(span.from); index < all.length; index += 1) {
      const one = all[index];
      if (one === undefined || one.from > span.to) break;
      met.push(one);
    }
    return met;
  }

  /** How much of a span they cover, in milliseconds. */
  coverOf(span: Interval): number {
    return this.meeting(span).reduce((sum, one) => sum + lengthOf(common(one, span)), 0);
  }

  /** The first part of a span that none of them covers. */
  gapIn(span: Interval): Interval | undefined {
    let { from } = span;
    for (const one of this.meeting(span)) {
      if (one.from > from) return { from, to: one.from };
      from = Math.max(from, one.to);
    }
    return from < span.to ? { from, to: span.to } : undefined;
  }

  /** When the one ends that a moment lies in; that moment itself if it lies in none. */
  endFrom(at: number): number {
    return this.meeting({ from: at, to: at })[0]?.to ?? at;
  }

  /** The end of the last one that has begun by a moment; nothing if none has. */
  lastEndBefore(at: number): number | undefined {
    return this.all.findLast(({ from }) => from <= at)?.to;
  }

  /** The place of the first that ends at a time or later. */
  #firstEndingFrom(at: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.to ?? Infinity) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
