import type { Frame } from "./frame.ts";
import { Likeness } from "./likeness.ts";
import { Outbox } from "./outbox.ts";
import type { Piece } from "./piece.ts";
import { SplicedFeed, type FeedSettings } from "./spliced-feed.ts";

export type { Frame } from "./frame.ts";

/** A timer that fires so much too late, in milliseconds, tells that the process was asleep. */
const ASLEEP_MS = 1_000;

/** What a {@link Splicer} decides. It may be called in the middle of any of the splicer's methods. */
export interface SplicerSink {
  /** An event is delivered. `late`: events of its type that came after it were delivered before. */
  deliver(frame: Frame, late: boolean): void;
  /**
   * A feed is proved to lack an event of a type. `never`: it has not brought a single one of that type since it joined.
   *
   * @returns `replace` if the feed is going to be replaced (the owner calls `leave` when it closes it), `tolerate` if
   * nothing of this type is to be expected from it any more.
   */
  lacks(feed: number, type: string, never: boolean): "replace" | "tolerate";
  /** It cannot be known whether events are missing: those between two moments, in epoch milliseconds of the local clock. */
  undecided(from: number, to: number): void;
}

/** How a {@link Splicer} decides. */
export interface SplicerSettings {
  /** What two copies of one event have in common although they were sent at different times. */
  readonly identityOf: (text: string) => string;
  /** When an event says that it was sent, in milliseconds: copies are no more than a second apart. Defaults to nothing. */
  readonly sentAtOf?: (text: string) => number | undefined;
  /** Whether the exchange keeps the order of the events of one type on each connection. */
  readonly ordered: boolean;
  /** How long the feed that leads may lack an event that another one has, in milliseconds. Defaults to 30. */
  readonly holdMs?: number;
  /** How far apart two feeds may bring one event, in milliseconds. What is further apart is lacking. Defaults to 5,000. */
  readonly lagMs?: number;
  /** How many events are remembered for each feed. Defaults to 10,000. */
  readonly windowEvents?: number;
  /** How many characters of events are remembered for each feed. Defaults to 8,388,608. */
  readonly windowCharacters?: number;
}

/** Events may be missing since then, unless another feed lives for long enough to bring them. */
interface Doubt {
  /** In epoch milliseconds. */
  readonly from: number;
  /** Who was read after that, in monotonic milliseconds, has brought them. */
  readonly until: number;
  /** The feeds that may bring them. */
  readonly others: Set<number>;
}

/** How far apart two feeds may bring one event, unless a splicer is told otherwise, in milliseconds. */
export const LACKING_AFTER_MS = 5_000;

const DEFAULTS = {
  holdMs: 30,
  lagMs: LACKING_AFTER_MS,
  windowEvents: 10_000,
  windowCharacters: 8 * 2 ** 20,
};

/**
 * Merges the feeds of one account into one stream: every event once, in order.
 *
 * One feed leads: what it brings is delivered on arrival, and owed by all the others. What another one brings is a
 * copy of something that it owed, or waits until the leader brings it, too; if that does not happen within the hold
 * time, the feed that waits leads. With a single feed nothing is remembered.
 *
 * Pure: all times are handed in, and {@link deadline} says when {@link wake} is wanted.
 */
export class Splicer {
  readonly #settings: SplicerSettings & typeof DEFAULTS;
  readonly #sink: SplicerSink;
  readonly #outbox: Outbox;
  readonly #likeness: Likeness;
  readonly #feedSettings: FeedSettings;
  /** In the order of joining. */
  #feeds: readonly SplicedFeed[] = [];
  #leader: SplicedFeed | undefined;
  /** When the first feed was live after a time without any, in monotonic milliseconds. */
  #begunAt = Infinity;
  /** How many events have been delivered while they had to be remembered. */
  #places = 0;
  #copies = 0;
  #doubts: Doubt[] = [];
  /** What has to be added to the monotonic clock to have the local one. */
  #epochMs = 0;
  /** Since when the process has been awake, in monotonic milliseconds. */
  #awakeSince = -Infinity;

  constructor(settings: SplicerSettings, sink: SplicerSink) {
    this.#settings = { ...DEFAULTS, ...settings };
    this.#sink = sink;
    this.#outbox = new Outbox(sink);
    this.#likeness = new Likeness(settings.identityOf, settings.sentAtOf);
    const { ordered, lagMs } = this.#settings;
    this.#feedSettings = {
      likeness: this.#likeness,
      ordered,
      lagMs,
      olderUntil: () => this.#begunAt + lagMs,
    };
  }

  /** The feed whose events are delivered on arrival; nothing as long as none is live. */
  get leader(): number | undefined {
    return this.#leader?.id;
  }

  /** How many copies were recognised, and not delivered again. */
  get copies(): number {
    return this.#copies;
  }

  /** When {@link wake} is wanted, in monotonic milliseconds; nothing if time alone changes nothing. */
  get deadline(): number | undefined {
    const { holdMs, lagMs } = this.#settings;
    let deadline = Infinity;
    for (const feed of this.#feeds) {
      const passesAt = feed.deadline(feed === this.#leader);
      deadline = Math.min(deadline, Math.max(passesAt, this.#awakeSince + lagMs));
      if (this.#mayTakeOver(feed)) deadline = Math.min(deadline, feed.aheadSince + holdMs);
    }
    return deadline === Infinity ? undefined : deadline;
  }

  /** Whether the others may leave, and everything that was delivered since it joined is accounted for on this feed. */
  isAligned(id: number): boolean {
    return this.#feed(id)?.isAligned ?? false;
  }

  /** A subscription is being asked for: what comes later may come on this feed. */
  join(id: number, now: number): void {
    this.#feeds = this.#feeds.concat(new SplicedFeed(id, now, this.#feedSettings));
  }

  /** It is proved that everything produced from now on comes on this feed. */
  live(id: number, now: number): void {
    const feed = this.#feed(id);
    if (feed === undefined || feed.isLive) return;
    feed.liveAt = now;
    if (this.#leader !== undefined) return;
    this.#begunAt = now;
    this.#lead(feed, now);
    this.#outbox.flush();
  }

  /** A feed brings an event. */
  push(id: number, frame: Frame): void {
    const feed = this.#feed(id);
    if (feed === undefined || feed.isAdrift) return;
    this.#epochMs = frame.receivedAt - frame.at;
    feed.brought(frame);
    if (this.#feeds.length === 1 && feed === this.#leader && feed.isBare) {
      return this.#outbox.pass(frame);
    }
    this.#splice(feed, feed.piece(frame));
    this.#outbox.flush();
  }

  /**
   * A feed has ended, or is about to be closed. Nothing of it comes after.
   *
   * @param readAt When something was read on it last, in monotonic milliseconds: it may have been dead since.
   */
  leave(id: number, now: number, readAt: number): void {
    const feed = this.#feed(id);
    if (feed === undefined) return;
    this.#doubts = this.#doubts.filter((doubt) => !this.#isSettled(doubt, { id, now, readAt }));
    if (this.#leader !== undefined) this.#inherit(feed, now);
    this.#feeds = this.#feeds.filter((other) => other !== feed);
    if (feed === this.#leader) this.#succeed(now);
    this.#outbox.flush();
  }

  /** The {@link deadline} has come. */
  wake(now: number): void {
    const { lagMs } = this.#settings;
    if (now > (this.deadline ?? Infinity) + ASLEEP_MS) this.#awakeSince = now;
    // What came while the process was asleep is still to be read.
    if (this.#awakeSince + lagMs <= now) this.#pass(now);
    for (let feed = this.#overdue(now); feed !== undefined; feed = this.#overdue(now)) {
      this.#lead(feed, now);
    }
    this.#outbox.flush();
  }

  #feed(id: number): SplicedFeed | undefined {
    return this.#feeds.find((feed) => feed.id === id);
  }

  #splice(feed: SplicedFeed, piece: Piece): void {
    const { type, at } = piece.frame;
    const strand = feed.strand(type);
    const kind = strand.bring(piece);
    if (kind !== "ahead") this.#copies += 1;
    if (feed === this.#leader) {
      const isDoubtful = kind === "doubtful" && !strand.isInDoubt;
      this.#doubt(feed, isDoubtful ? [piece] : strand.lead(at), at);
    }
    const isDelivered = feed === this.#leader || this.#leader?.isMissing(type) === true;
    if (isDelivered && !strand.isInDoubt) this.#deliver(feed, [...strand.ahead], at);
    this.#limit(feed, type);
    if (this.#feeds.length === 1) feed.simplify(at);
  }

  /** A feed leaves: what was expected of it has come, or may still come on another one, or nobody will ever know. */
  #isSettled(
    { from, until, others }: Doubt,
    left: { readonly id: number; readonly now: number; readonly readAt: number },
  ): boolean {
    if (!others.delete(left.id)) return false;
    if (left.readAt > until) return true;
    if (others.size > 0) return false;
    this.#outbox.undecided(from, this.#wall(left.now));
    return true;
  }

  /**
   * A feed leaves, and what it alone has brought may be lost on the others: that is delivered, if it is known where it
   * belongs.
   */
  #inherit(feed: SplicedFeed, now: number): void {
    const isPlaced = ({ frame }: Piece): boolean =>
      feed.isCalm || !this.#likeness.isRepeating(frame.type);
    const { ahead, doubtful } = feed;
    this.#doubt(feed, [...doubtful, ...ahead.filter((piece) => !isPlaced(piece))], now);
    this.#deliver(feed, ahead.filter(isPlaced), now);
  }

  /** Time passes for all feeds. */
  #pass(now: number): void {
    for (const feed of this.#feeds) {
      for (const type of feed.pass(now, feed === this.#leader)) this.#lacks(feed, type);
    }
    // What it was in doubt about may be decided now.
    if (this.#leader?.isInDoubt) this.#lead(this.#leader, now);
  }

  /** The feed that has waited longest for the leader, if it was too long. */
  #overdue(now: number): SplicedFeed | undefined {
    return this.#feeds
      .filter((feed) => this.#mayTakeOver(feed) && feed.aheadSince + this.#settings.holdMs <= now)
      .sort((one, other) => one.aheadSince - other.aheadSince)[0];
  }

  /**
   * Where contents repeat, a feed that has just begun does not lead beside another one: which of its events the other
   * one is about to bring, nobody could tell.
   */
  #mayTakeOver(feed: SplicedFeed): boolean {
    if (this.#leader === undefined || feed === this.#leader || !feed.isLive) return false;
    return !feed.isInDoubt && (feed.isCalm || !this.#likeness.hasRepetition);
  }

  /** The leader has left: the best of the others leads, if one is live. */
  #succeed(now: number): void {
    this.#leader = undefined;
    const rank = (feed: SplicedFeed): number =>
      (feed.isAdrift ? 8 : 0) +
      (feed.isInDoubt ? 4 : 0) +
      (feed.isCondemned ? 2 : 0) +
      (feed.isCalm ? 0 : 1);
    const [next] = this.#feeds
      .filter(({ isLive }) => isLive)
      .sort((one, other) => rank(one) - rank(other) || one.liveAt - other.liveAt);
    if (next !== undefined) this.#lead(next, now);
  }

  #lead(feed: SplicedFeed, now: number): void {
    const { lagMs } = this.#settings;
    this.#leader = feed;
    if (feed.isAdrift) {
      // Nobody is left to tell what it has brought, and what not.
      feed.isAdrift = false;
      this.#outbox.undecided(this.#wall(Math.max(feed.joinedAt, now - lagMs)), this.#wall(now));
    }
    this.#doubt(feed, feed.lead(now), now);
    this.#deliver(feed, feed.ahead, now);
  }

  #deliver(from: SplicedFeed, pieces: readonly Piece[], now: number): void {
    for (const piece of pieces) {
      const { frame } = piece;
      this.#places += 1;
      piece.place = this.#places;
      piece.deliveredAt = now;
      from.strand(frame.type).deliverOwn(piece);
      this.#outbox.deliver(frame, piece.isLate);
      for (const feed of this.#feeds) {
        if (feed === from || feed.isAdrift) continue;
        if (feed.strand(frame.type).deliver(piece, feed.mayLack(frame))) this.#copies += 1;
        this.#limit(feed, frame.type);
      }
    }
  }

  /**
   * These were perhaps delivered, and are not going to be. Another feed that is live will bring what was not; only if
   * that one leaves too early, nobody will ever know. Until when they may be missing is said then: what has been delivered
   * meanwhile stands before that.
   */
  #doubt(feed: SplicedFeed, pieces: readonly Piece[], now: number): void {
    if (pieces.length === 0) return;
    const { lagMs } = this.#settings;
    const arrivals = pieces.map(({ frame }) => frame.at);
    const from = this.#wall(Math.max(feed.joinedAt, Math.min(...arrivals) - lagMs));
    const live = this.#feeds.filter((other) => other !== feed && other.isLive);
    const others = new Set(live.map(({ id }) => id));
    if (others.size === 0) this.#outbox.undecided(from, this.#wall(now));
    else this.#doubts.push({ from, until: now + lagMs, others });
  }

  #lacks(feed: SplicedFeed, type: string): void {
    if (feed.isCondemned || feed.isMissing(type)) return;
    const verdict = this.#sink.lacks(feed.id, type, !feed.hasBrought(type));
    if (verdict === "tolerate") feed.goesWithout(type);
    else feed.isCondemned = true;
  }

  /**
   * What is remembered of a feed is bounded. If it does not carry the type, that need not be remembered; if it is so far
   * from the others, it is of no use beside them.
   */
  #limit(feed: SplicedFeed, type: string): void {
    const { windowEvents, windowCharacters } = this.#settings;
    if (!feed.load.exceeds(windowEvents, windowCharacters)) return;
    if (this.#leader === undefined || feed === this.#leader) return feed.forget();
    this.#lacks(feed, type);
    if (feed.isMissing(type)) return feed.strand(type).forget();
    feed.forget();
    feed.isAdrift = true;
  }

  #wall(monotonic: number): number {
    return monotonic + this.#epochMs;
  }
}
