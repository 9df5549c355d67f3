import type { Instant } from "@listenkey/core/kit";
import type { Proof } from "../wire/arrival.ts";

/** From when until when a feed is known to have brought everything. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** How many feeds that have ended are remembered: more than an account may open while one falls silent unnoticed. */
const REMEMBERED = 64;

/**
 * What feeds that have ended are known to have covered, in monotonic milliseconds. A feed may turn out to have been deaf
 * for a while, when another had begun in the middle of that: then nobody has covered the time before.
 */
export class PastCover {
  readonly #spans: Span[] = [];

  /** A feed has ended. @returns Until when it has covered: if nothing proves more, since it began. */
  add(from: Proof, provenAt: Proof): Proof {
    const to = from.monotonic > provenAt.monotonic ? from : provenAt;
    this.#spans.push({ from: from.monotonic, to: to.monotonic });
    if (this.#spans.length > REMEMBERED) this.#spans.shift();
    return to;
  }

  /**
   * Whether there was a time that nobody covered, followed by one that somebody did.
   *
   * @param since Where to look: nothing before is in question.
   * @param begun When the feeds began that still cover.
   */
  hasHole(since: Instant, begun: readonly Instant[]): boolean {
    const open = begun.map(({ monotonic: from }) => ({ from, to: Infinity }));
    const spans = [...this.#spans, ...open].sort((one, other) => one.from - other.from);
    let until = since.monotonic;
    for (const { from, to } of spans) {
      if (to <= until) continue;
      if (from > until) return true;
      until = to;
    }
    return false;
  }
}
