import type { Frame } from "./frame.ts";
import { Splicer, type SplicerSink } from "./splicer.ts";

/** An event as the exchange produces it. */
export interface Produced {
  readonly at: number;
  readonly type: string;
  readonly content: string;
}

/** How a feed brings what is produced: all of it from some moment on, each type in order, at its own pace. */
export interface ModelFeed {
  readonly joinsAt: number;
  /** From then on it brings everything; between joining and live. */
  readonly beginsAt: number;
  readonly livesAt: number;
  readonly leavesAt: number;
  /** How long an event takes, by its index. */
  readonly lags: readonly number[];
  /** Which event it silently loses, by its index. */
  readonly misses: number | undefined;
  /** What its send times differ by. */
  readonly sendTime: number;
}

export interface Scenario {
  readonly ordered: boolean;
  readonly events: readonly Produced[];
  readonly feeds: readonly ModelFeed[];
  /** How late a timer fires. */
  readonly wakesLateMs: number;
  /** How long after a report the owner closes the feed, unless it is the last. */
  readonly replacesAfterMs: number;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Something that reached the recipient. */
export interface Delivered {
  readonly index: number;
  readonly feed: number;
  readonly frame: Frame;
  readonly late: boolean;
  readonly at: number;
}

export interface Outcome {
  readonly delivered: readonly Delivered[];
  readonly undecided: readonly Interval[];
  /** Without a live feed: announced by the owner. */
  readonly gaps: readonly Interval[];
  readonly reports: readonly {
    readonly feed: number;
    readonly type: string;
    readonly at: number;
  }[];
  /** When each feed has left. */
  readonly left: readonly number[];
  /** What each feed brought, by index of the event: when. */
  readonly arrivals: readonly ReadonlyMap<number, number>[];
}

/** The wall clock is ahead of the monotonic one by so much. */
const EPOCH = 1_700_000_000_000;

/** What two copies have in common: the text without the send time. */
function modelIdentity(text: string): string {
  return text.slice(text.indexOf("|"));
}

interface Deed {
  readonly at: number;
  readonly act: () => void;
}

/** Lets the scenario happen, with a timer for the splicer's deadline. */
export function play(scenario: Scenario): Outcome {
  return new Play(scenario).run();
}

class Play implements SplicerSink {
  readonly #scenario: Scenario;
  readonly #splicer: Splicer;
  readonly #origin = new Map<Frame, { readonly index: number; readonly feed: number }>();
  readonly #deeds: Deed[] = [];
  readonly #live = new Set<number>();
  readonly #left: number[];
  readonly #out = {
    delivered: [] as Delivered[],
    undecided: [] as Interval[],
    gaps: [] as Interval[],
    reports: [] as { feed: number; type: string; at: number }[],
    arrivals: [] as Map<number, number>[],
  };
  #darkSince: number | undefined;
  #now = 0;
  #wakesInVain = 0;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#left = scenario.feeds.map(({ leavesAt }) => leavesAt);
    const { ordered } = scenario;
    this.#splicer = new Splicer({ identityOf: modelIdentity, ordered }, this);
  }

  run(): Outcome {
    for (const [id, feed] of this.#scenario.feeds.entries()) this.#plan(id, feed);
    this.#deeds.sort((one, other) => one.at - other.at);
    for (;;) {
      const deadline = (this.#splicer.deadline ?? Infinity) + this.#scenario.wakesLateMs;
      const [deed] = this.#deeds;
      if (deed === undefined && deadline === Infinity) break;
      if (deed !== undefined && deed.at <= deadline) {
        this.#deeds.shift();
        this.#now = Math.max(this.#now, deed.at);
        deed.act();
      } else {
        this.#wake(Math.max(this.#now, deadline));
      }
    }
    return { ...this.#out, left: this.#left };
  }

  deliver(frame: Frame, late: boolean): void {
    const { index, feed } = this.#origin.get(frame) ?? { index: -1, feed: -1 };
    this.#out.delivered.push({ index, feed, frame, late, at: this.#now });
  }

  lacks(feed: number, type: string): "replace" {
    this.#out.reports.push({ feed, type, at: this.#now });
    const at = this.#now + this.#scenario.replacesAfterMs;
    this.#insert({ at, act: () => this.#live.size > 1 && this.#leave(feed) });
    return "replace";
  }

  undecided(from: number, to: number): void {
    this.#out.undecided.push({ from: from - EPOCH, to: to - EPOCH });
  }

  #wake(now: number): void {
    this.#wakesInVain = now > this.#now ? 0 : this.#wakesInVain + 1;
    if (this.#wakesInVain > 100) throw new Error("time stands still: a deadline stays in the past");
    this.#now = now;
    this.#splicer.wake(now);
  }

  #plan(id: number, feed: ModelFeed): void {
    const { joinsAt, livesAt, leavesAt } = feed;
    if (joinsAt >= leavesAt) return void this.#out.arrivals.push(new Map());
    this.#deeds.push({ at: joinsAt, act: () => this.#splicer.join(id, joinsAt) });
    this.#planEvents(id, feed);
    if (livesAt < leavesAt) this.#deeds.push({ at: livesAt, act: () => this.#goLive(id) });
    if (leavesAt < Infinity) this.#deeds.push({ at: leavesAt, act: () => this.#leave(id) });
  }

  #planEvents(id: number, { beginsAt, leavesAt, lags, misses, sendTime }: ModelFeed): void {
    const last = new Map<string, number>();
    const arrivals = new Map<number, number>();
    this.#out.arrivals.push(arrivals);
    for (const [index, { at: producedAt, type, content }] of this.#scenario.events.entries()) {
      if (producedAt < beginsAt || index === misses) continue;
      // Where the exchange keeps no order, those that look alike keep theirs: nobody could tell if they did not.
      const queue = this.#scenario.ordered ? type : `${type}|${content}`;
      const at = Math.max(producedAt + (lags[index] ?? 0), last.get(queue) ?? 0);
      last.set(queue, at);
      if (at >= leavesAt) continue;
      arrivals.set(index, at);
      const text = `${producedAt + sendTime}|${type}|${content}`;
      const frame = { text, type, at, receivedAt: at + EPOCH };
      this.#origin.set(frame, { index, feed: id });
      this.#deeds.push({ at, act: () => this.#splicer.push(id, frame) });
    }
  }

  #goLive(id: number): void {
    if (this.#left[id] !== undefined && this.#left[id] <= this.#now) return;
    this.#live.add(id);
    if (this.#darkSince !== undefined) {
      this.#out.gaps.push({ from: this.#darkSince, to: this.#now });
      this.#darkSince = undefined;
    }
    this.#splicer.live(id, this.#now);
  }

  #leave(id: number): void {
    this.#left[id] = Math.min(this.#left[id] ?? Infinity, this.#now);
    if (this.#live.delete(id) && this.#live.size === 0) this.#darkSince = this.#now;
    this.#splicer.leave(id, this.#now, this.#now);
  }

  #insert(deed: Deed): void {
    const index = this.#deeds.findIndex(({ at }) => at > deed.at);
    this.#deeds.splice(index < 0 ? this.#deeds.length : index, 0, deed);
  }
}
