import type { Instant } from "@listenkey/core/kit";
import type { FeedEnd, FeedProven } from "../feeds/feed.ts";
import type { GapCause } from "../gap.ts";
import { LACKING_AFTER_MS } from "../splice/splicer.ts";
import { earliest, inOrder, isLater, latest, type Moments, type Proof } from "../wire/arrival.ts";
import {
  isDeaf,
  isOutheard,
  isUntried,
  isUntriedAt,
  isYounger,
  LAG_MS,
  lastHeard,
  wasOutheard,
  type FeedRecord,
} from "./feed-record.ts";
import { PastCover } from "./past-cover.ts";
import { SecondSockets } from "./second-sockets.ts";
import { Suspicion } from "./suspicion.ts";

/** An interval without a feed, in two clocks: what we saw ourselves by the local one, what the exchange told by its own. */
export interface Interval {
  readonly cause: GapCause;
  /** When the stream was last known good. */
  readonly from: Proof;
  /** The exchange said that the feed died then, in epoch milliseconds of its own clock; earlier than {@link from} or not. */
  readonly diedAt?: number;
  /** When it was known good again; not before what proved that was sent. */
  readonly to: Proof;
}

/** How a feed has ended. */
export interface CoverEnd extends FeedEnd {
  /** It was given up because nothing was heard on it, which may be because nothing can be: no sign of trouble yet. */
  readonly isUnproven?: boolean;
}

/** What the end of a feed means. */
export interface Ending {
  /** It was live, and nobody else is. */
  readonly isUncovered: boolean;
  /** Feeds that counted as live and do not any more: all that was heard was heard on the one that has ended. */
  readonly deaf: readonly FeedRecord[];
  /**
   * It had been silent for a while, and nobody can tell whether the others would have heard what it missed, or they had
   * not begun by then.
   */
  readonly doubt: Interval | undefined;
}

/** The last that is known of a feed that has ended. */
interface LastGood {
  readonly cause: FeedEnd["cause"];
  /** Until when its connection is proved to have brought everything. */
  readonly at: Proof;
  readonly credential: { readonly id: string; readonly provenAt: Proof } | undefined;
  readonly diedAt: number | undefined;
}

/** A feed was taken for deaf. */
interface Deafness {
  /** Since when it had been counted on. */
  readonly since: Proof;
  /** Since when nobody else was, if there is such a time, and another one came after it. */
  readonly hole: Proof | undefined;
}

/** The only feed there is lacks what was brought since its last event. */
interface Silence {
  readonly record: FeedRecord;
  /** Since when nobody else has covered; absent if there is no such time. */
  readonly from: Proof | undefined;
}

/**
 * Knows which feeds cover the account, and when nobody did. It decides nothing else, and knows no time but that of
 * what it is told.
 */
export class Coverage {
  readonly #sentAt: Moments["sentAt"];
  #live: readonly FeedRecord[] = [];
  /** Feeds that were taken for deaf. */
  readonly #deaf = new Map<FeedRecord, Deafness>();
  readonly #past = new PastCover();
  readonly #suspicion = new Suspicion();
  readonly #seconds = new SecondSockets();
  #best: LastGood | undefined;
  #silent: Silence | undefined;
  #wasLive = false;

  /** @param sentAt Tells when an event was sent: it proves nothing of the time in which it lay unread. */
  constructor(sentAt: Moments["sentAt"]) {
    this.#sentAt = sentAt;
  }

  /** Whether a feed is live. */
  get isLive(): boolean {
    return this.#live.length > 0;
  }

  /** The feeds that are live. */
  get live(): readonly FeedRecord[] {
    return this.#live;
  }

  /** Since when nobody has covered the account; absent while somebody does. */
  get interruptedAt(): Proof | undefined {
    return this.isLive || !this.#wasLive ? undefined : this.#best?.at;
  }

  /** When it was last proved that events come. */
  get provenAt(): Proof | undefined {
    if (!this.isLive) return this.#best && provenUntil(this.#best);
    return latest(...this.live.map((record) => this.#provenAt(record)));
  }

  /** Why nobody covers the account, as far as is known. */
  get cause(): FeedEnd["cause"] {
    return this.#best?.cause ?? "connection";
  }

  /** Whether a feed that was the only one is not counted on any more, since it lacks what was brought after its last event. */
  isSilent(record: FeedRecord): boolean {
    return this.#silent?.record === record;
  }

  /** A feed is live, and has brought everything since some moment. @returns The interval that nobody covered, if there was one. */
  add(record: FeedRecord, completeFrom: Instant, now: Instant): Interval | undefined {
    record.completeFrom = completeFrom;
    record.outheardAt = undefined;
    const lost = this.isLive ? undefined : this.#best;
    const silent = this.#silent;
    this.#silent = undefined;
    if (!this.#live.includes(record)) this.#live = this.#live.concat(record);
    this.#deaf.delete(record);
    this.#wasLive = true;
    const interval = lost && intervalBetween(lost, record, now);
    if (silent === undefined) return interval;
    return { cause: "undecided", from: earliest(silent.from, interval?.from) ?? now, to: now };
  }

  /**
   * Since when a feed covers that is live from now on. If its first event proves that, it may have heard nothing as long as
   * another one was there.
   */
  begins(record: FeedRecord, { proof, completeFrom }: FeedProven, now: Instant): Instant {
    const from = completeFrom ?? record.completeFrom ?? now;
    const isAlone = !this.isLive && !this.#past.reaches(from);
    return proof === "event" && isUntried(record) && !isAlone ? now : from;
  }

  /** A feed has brought an event, so others that never have any are under suspicion. */
  heard(record: FeedRecord, now: Instant): void {
    // It has heard nothing of what others brought, so it covers only what comes from now on.
    if (wasOutheard(record, now)) record.completeFrom &&= now;
    record.outheardAt = undefined;
    record.firstEventAt ??= now;
    for (const other of this.#live) {
      if (other === record) continue;
      if (isUntried(other)) other.outheardAt ??= now;
      if (isYounger(record, other)) this.#seconds.heard();
    }
  }

  /** A feed that was live, or not yet, is over. */
  end(record: FeedRecord, end: CoverEnd, now: Instant): Ending {
    const wasLive = this.#live.includes(record);
    this.#live = this.#live.filter((other) => other !== record);
    if (!wasLive) {
      return { isUncovered: false, deaf: [], doubt: this.#doubtAfterDeaf(record, now) };
    }
    const good = this.#lastGoodOf(record, end, now);
    const until = this.#past.add(record.completeFrom ?? now, good.at);
    const deaf = this.#dropDeaf(now);
    const hasHole = this.#past.holeSince(until, this.#begun) !== undefined;
    this.#noteBest(good, hasHole);
    // What has come since has been delivered, so that is where the doubt stands.
    const time: Interval = { cause: "undecided", from: until, to: now };
    const doubt = this.isLive ? this.#doubtAfter(end, record, { good, hasHole, time }) : undefined;
    return { isUncovered: !this.isLive, deaf, doubt };
  }

  /** What can be said by now of a time that those who are left may not have covered. */
  #doubtAfter(
    { error, isUnproven }: CoverEnd,
    record: FeedRecord,
    past: { readonly good: LastGood; readonly hasHole: boolean; readonly time: Interval },
  ): Interval | undefined {
    const { good, hasHole, time } = past;
    const wasSilent = error?.code === "TIMEOUT" && good.credential !== undefined;
    const isOpen = wasSilent ? this.#isUntold(record, time.from) : this.live.every(isOutheard);
    if (hasHole || isOpen) {
      if (isUnproven !== true) return time;
      this.#suspicion.raise(time);
    } else if (error !== undefined && this.live.every(isUntried)) this.#seconds.broke(time.from);
    return undefined;
  }

  /** Whether those that are left may have been told nothing, as long as one was there that fell silent. */
  #isUntold(silent: FeedRecord, since: Proof): boolean {
    return this.live.every(isUntried) || this.#wasHeardAfter(silent, since);
  }

  /**
   * Whether those that are left, who began at some moment, were all heard for the first time after another one had fallen
   * silent: perhaps for no other reason than that the exchange had noticed by then that it was dead, and nobody was told what
   * came before.
   */
  #wasHeardAfter(silent: FeedRecord, since: Proof): boolean {
    const { live } = this;
    const readAt = silent.readAt ?? silent.feed.heardAt ?? this.#deaf.get(silent)?.since;
    const [heardAt] = inOrder(live.map(({ firstEventAt }) => firstEventAt));
    const isOpen = heardAt !== undefined && isLater(heardAt, since);
    return isOpen && live.every((other) => isUntriedAt(other, readAt));
  }

  /** A feed is over that had been taken for deaf. @returns What was perhaps told to it alone, although others had begun. */
  #doubtAfterDeaf(record: FeedRecord, now: Instant): Interval | undefined {
    const { hole } = this.#deaf.get(record) ?? {};
    const from = this.#deaf.has(record)
      ? (hole ?? this.#unheardFrom(record, this.#begun))
      : undefined;
    if (!this.#deaf.delete(record) || from === undefined) return undefined;
    if (hole !== undefined || this.#wasHeardAfter(record, from))
      return { cause: "undecided", from, to: now };
    // Whether there was anything to be told shows as soon as one of them is heard.
    if (this.live.every(isUntried)) this.#suspicion.raise({ from });
    return undefined;
  }

  /** Since when those that had begun may have been told nothing, if another one was there that fell silent. */
  #unheardFrom(silent: FeedRecord, begun: readonly Proof[]): Proof | undefined {
    const begunAt = earliest(...begun);
    const heardAt = silent.feed.heardAt ?? silent.completeFrom ?? this.#deaf.get(silent)?.since;
    return begunAt && heardAt && isLater(heardAt, begunAt) ? heardAt : begunAt;
  }

  /**
   * Whether a feed that was taken for deaf is so for certain: its connection was read after another one had begun to bring
   * events, and it has still brought none.
   */
  isDeafBesideOthers(record: FeedRecord): boolean {
    const readAt = record.readAt?.monotonic ?? -Infinity;
    const isOutheardBy = ({ firstEventAt }: FeedRecord): boolean =>
      readAt > (firstEventAt?.monotonic ?? Infinity) + LAG_MS;
    return this.#deaf.has(record) && this.live.some(isOutheardBy);
  }

  /** A feed that is live was heard. @returns What turns out to have been covered by nobody. */
  proven(record: FeedRecord, now: Instant): Interval | undefined {
    return this.#suspicion.settle(record, now);
  }

  /**
   * A feed lacked what another one has brought. It may have been deaf from the beginning if it has never brought anything,
   * and since its last event if that is older.
   *
   * @returns What nobody may have covered, because such feeds were counted on; until now, for what has come since stands
   * before it. Where nobody else covers now, nobody does, and {@link add} returns it.
   */
  doubted(record: FeedRecord, now: Instant): Interval | undefined {
    const { completeFrom } = record;
    if (completeFrom === undefined) return undefined;
    const others = this.live.filter((other) => other !== record);
    const begun = others.flatMap((other) => other.completeFrom ?? []);
    if (!isUntried(record)) return this.#doubtedSilent(record, begun, now);
    const doubtful = this.#seconds.lacked();
    const unheardFrom = this.#unheardFrom(record, begun);
    const isUnheard = unheardFrom !== undefined && this.#wasHeardAfter(record, unheardFrom);
    const from =
      this.#past.holeSince(completeFrom, begun) ??
      doubtful ??
      (isUnheard ? unheardFrom : undefined);
    if (from === undefined) return undefined;
    // That has been said now.
    record.completeFrom = now;
    return { cause: "undecided", from, to: now };
  }

  /** A feed lacked an event, and may have brought its last one before that. */
  #doubtedSilent(record: FeedRecord, begun: readonly Proof[], now: Instant): Interval | undefined {
    const heardAt = lastHeard(record);
    if (heardAt === undefined) return undefined;
    // What it lacks was brought by another one that long ago, give or take what one connection is slower.
    if (now.monotonic - heardAt.monotonic < LACKING_AFTER_MS - LAG_MS) return undefined;
    const isOnlyOne = begun.length === 0;
    const from = this.#past.holeSince(heardAt, isOnlyOne ? [now] : begun);
    if (!isOnlyOne) return from && { cause: "undecided", from, to: now };
    this.#silent = { record, from };
    this.#live = this.#live.filter((other) => other !== record);
    return undefined;
  }

  /** @param hasHole What is missing begins when this one was last good, although another one was good later. */
  #noteBest(good: LastGood, hasHole: boolean): void {
    const isBest = this.#best === undefined || !isLater(this.#best.at, good.at);
    if (isBest || (hasHole && !this.isLive)) this.#best = good;
  }

  get #begun(): readonly Instant[] {
    return this.live.flatMap(({ completeFrom }) => completeFrom ?? []);
  }

  #lastGoodOf(record: FeedRecord, { cause, diedAt }: FeedEnd, now: Instant): LastGood {
    const { heardAt: at = now, credentialId: id } = record.feed;
    const provenAt = this.#credentialProvenAt(record) ?? at;
    return { cause, at, credential: id === undefined ? undefined : { id, provenAt }, diedAt };
  }

  #provenAt(record: FeedRecord): Proof | undefined {
    const { heardAt, credentialId } = record.feed;
    return credentialId === undefined
      ? heardAt
      : earliest(heardAt, this.#credentialProvenAt(record));
  }

  #credentialProvenAt({ feed, lastEvent }: FeedRecord): Proof | undefined {
    return latest(feed.credentialProvenAt, lastEvent && this.#sentAt(lastEvent));
  }

  /** Where only deaf ones are left, nobody is live. */
  #dropDeaf(now: Instant): readonly FeedRecord[] {
    const { live } = this;
    if (!live.every((record) => isDeaf(record, now))) return [];
    for (const record of live) {
      const { completeFrom: since = now } = record;
      this.#deaf.set(record, { since, hole: this.#past.holeSince(since, []) });
      record.completeFrom = undefined;
    }
    this.#live = [];
    return live;
  }
}

/** What lies between the last good moment and a new feed's proof; nothing if the new feed already listened before. */
function intervalBetween(lost: LastGood, record: FeedRecord, now: Instant): Interval | undefined {
  const { credentialId } = record.feed;
  const { completeFrom = now } = record;
  const isSameCredential = lost.credential === undefined || lost.credential.id === credentialId;
  const isContinuous = isSameCredential && completeFrom.monotonic <= lost.at.monotonic;
  if (isContinuous) return undefined;
  // The same key lives now, so it lived all along; of another one only its own last proof is known.
  const from = isSameCredential || lost.diedAt !== undefined ? lost.at : provenUntil(lost);
  return {
    cause: lost.cause,
    from,
    to: now,
    ...(lost.diedAt !== undefined && { diedAt: lost.diedAt }),
  };
}

/** The earlier of the last proofs of connection and of credential. */
function provenUntil({ at, credential }: LastGood): Proof {
  return earliest(at, credential?.provenAt) ?? at;
}
