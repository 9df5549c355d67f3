import type { Instant } from "@listenkey/core/kit";
import type { Proof } from "../wire/arrival.ts";
import type { Interval } from "./coverage.ts";
import type { FeedRecord } from "./feed-record.ts";

/**
 * Connections on which nothing was ever heard, on an exchange that may be silent as long as nothing happens. If another
 * one is heard in the same place, they were dead from the beginning, and nobody has covered their time.
 */
export class Suspicion {
  #from: Proof | undefined;

  /** Such a connection has been given up. */
  raise({ from }: Pick<Interval, "from">): void {
    this.#from ??= from;
  }

  /** A feed is proved to live. @returns What nobody has covered, if that has been heard and settles it. */
  settle({ feed, completeFrom }: FeedRecord, now: Instant): Interval | undefined {
    const from = this.#from;
    // It is asked at every frame, and there is hardly ever anything to settle.
    if (from === undefined) return undefined;
    const { heardAt } = feed;
    const isHeard = heardAt && completeFrom && heardAt.monotonic > completeFrom.monotonic;
    if (!isHeard) return undefined;
    this.#from = undefined;
    return { cause: "undecided", from, to: now };
  }
}
