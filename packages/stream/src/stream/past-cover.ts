import { isLater, type Proof } from "../wire/arrival.ts";

/** From when until when a feed is known to have brought everything; without an end while it still does. */
interface Span {
  readonly from: Proof;
  readonly to?: Proof;
}

/** How many feeds that have ended are remembered: more than an account may open while one falls silent unnoticed. */
const REMEMBERED = 64;

/**
 * What feeds that have ended are known to have covered. A feed may turn out to have been deaf, when another had begun in
 * the middle of that: then nobody has covered the time before.
 */
export class PastCover {
  readonly #spans: Span[] = [];

  /** A feed has ended. @returns Until when it has covered: if nothing proves more, since it began. */
  add(from: Proof, provenAt: Proof): Proof {
    const to = isLater(from, provenAt) ? from : provenAt;
    this.#spans.push({ from, to });
    if (this.#spans.length > REMEMBERED) this.#spans.shift();
    return to;
  }

  /** Whether any of them has covered a moment, or any time after it. */
  reaches(moment: Proof): boolean {
    return this.#spans.some(({ to }) => to !== undefined && isLater(to, moment));
  }

  /**
   * The beginning of a time that nobody covered, followed by one that somebody did.
   *
   * @param since Where to look: nothing before is in question.
   * @param begun When the feeds began that still cover.
   */
  holeSince(since: Proof, begun: readonly Proof[]): Proof | undefined {
    const open = begun.map((from): Span => ({ from }));
    const spans = [...this.#spans, ...open].sort(
      (one, other) => one.from.monotonic - other.from.monotonic,
    );
    let until = since;
    for (const { from, to } of spans) {
      if (to !== undefined && to.monotonic <= until.monotonic) continue;
      if (from.monotonic > until.monotonic) return until;
      if (to === undefined) return undefined;
      until = to;
    }
    return undefined;
  }
}
