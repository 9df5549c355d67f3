import { Splicer, type SplicerSettings } from "./splicer.ts";

/** The local clock is ahead of the monotonic one by so much. */
export const EPOCH = 1_700_000_000_000;

/** A splicer, and what it has said. */
export interface Stage {
  readonly splicer: Splicer;
  /** What was delivered, e.g. `a`, or `a late`; doubts, e.g. `doubt 0..40`, are among it. */
  readonly said: string[];
  /** Who is reported, e.g. `2 lacks ORDER`, or `2 lacks ORDER never`. */
  readonly reports: string[];
  /** Brings texts on a feed. Of `a`, the type is ORDER; of `MARGIN:a`, it is MARGIN. */
  readonly bring: (feed: number, ...texts: readonly string[]) => void;
  /** Lets time pass, with the splicer's timer. */
  readonly pass: (ms: number) => void;
  /** Joins and is live at once. */
  readonly open: (...feeds: readonly number[]) => void;
  readonly join: (feed: number) => void;
  readonly live: (feed: number) => void;
  /** @param readAt When it was last heard; defaults to now. */
  readonly leave: (feed: number, readAt?: number) => void;
  /** Takes everything that was said since. */
  readonly heard: () => string[];
}

/**
 * A stage for a play by hand.
 *
 * @param tolerated The types of which a feed's lack is tolerated.
 */
export function stage(
  settings: Partial<SplicerSettings> = {},
  tolerated: readonly string[] = [],
): Stage {
  let now = 0;
  const said: string[] = [];
  const reports: string[] = [];
  const splicer = new Splicer(
    { identityOf: (text) => text.replace(/@\d+/, ""), ordered: true, ...settings },
    {
      deliver: ({ text }, late) => said.push(late ? `${text} late` : text),
      lacks(feed, type, never) {
        reports.push(`${feed} lacks ${type}${never ? " never" : ""}`);
        return tolerated.includes(type) ? "tolerate" : "replace";
      },
      undecided: (from, to) => said.push(`doubt ${from - EPOCH}..${to - EPOCH}`),
    },
  );
  const join = (feed: number): void => splicer.join(feed, now);
  const live = (feed: number): void => splicer.live(feed, now);
  return {
    splicer,
    said,
    reports,
    join,
    live,
    bring(feed, ...texts) {
      for (const text of texts) {
        const type = text.includes(":") ? text.slice(0, text.indexOf(":")) : "ORDER";
        splicer.push(feed, { text, type, at: now, receivedAt: now + EPOCH });
      }
    },
    pass(ms) {
      const until = now + ms;
      passUntil(until, splicer, (at) => (now = Math.max(now, at)));
      now = until;
    },
    open(...feeds) {
      for (const feed of feeds) join(feed);
      for (const feed of feeds) live(feed);
    },
    leave: (feed, readAt = now) => splicer.leave(feed, now, readAt),
    heard: () => said.splice(0),
  };
}

function passUntil(until: number, splicer: Splicer, moveTo: (at: number) => number): void {
  for (let wakes = 0; ; wakes++) {
    const { deadline = Infinity } = splicer;
    if (deadline > until) return;
    if (wakes > 10_000) throw new Error("time stands still: a deadline stays in the past");
    splicer.wake(moveTo(deadline));
  }
}
