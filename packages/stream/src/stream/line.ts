import type { CancelTimer } from "@listenkey/core";
import { elapsedSince, instantOf, retryDelay, type Instant } from "@listenkey/core/kit";
import type {
  FeedEnd,
  FeedEvent,
  FeedHandlers,
  FeedProven,
  FeedRequest,
  RetiringReason,
} from "../feeds/feed.ts";
import type { LineFeed, LineOwner, LineSettings } from "./line-owner.ts";

/** The first attempt after a drop comes within this many milliseconds. */
const FIRST_RETRY_MS = 250;

/** A connection is replaced at this age whatever else is going on: the exchange cuts it half an hour later. */
const FORCED_ROTATION_MS = 23.5 * 3_600_000;

/** What will not succeed is tried so often all the same, in milliseconds, as long as another line lives. */
const HOPELESS_RETRY_MS = 60_000;

/** After so many replacements in a row that lacked what the old feed brought, no more are tried. */
const MOST_CANDIDATES = 3;

/** Two feeds that were both silent for so long have nothing under way any more. */
const SILENCE_MS = 60_000;

/** How often it is looked whether the old feed has been heard since the new one began. */
const OVERLAP_MS = 1_000;

/**
 * Keeps one of an account's sockets: opens a feed, opens it again when it has ended, and replaces it by another when
 * its time has come, the new one first.
 *
 * Its state is what it holds: a feed, the one that is to replace it, and the timer for what comes next.
 */
export class Line {
  readonly lane: number;
  /** Whether a replacement may be opened beside the feed. Where the exchange allows one only, the old one goes first. */
  mayOverlap = true;
  readonly #settings: LineSettings;
  readonly #owner: LineOwner;
  #feed: LineFeed | undefined;
  #next: LineFeed | undefined;
  /** Attempts in a row that did not come to life: to open a feed, and to replace one. */
  #failures = 0;
  #failedRotations = 0;
  #lackingCandidates = 0;
  #heardAt: Instant;
  #cancelTimer: CancelTimer | undefined;
  /** The silence that the exchange wants before anything is opened again; absent where none is waited for. */
  #silence: { readonly since: Instant; readonly forMs: number } | undefined;
  #isStopped = false;
  #closing: Promise<void>[] = [];

  constructor(settings: LineSettings, owner: LineOwner) {
    this.#settings = settings;
    this.#owner = owner;
    this.lane = settings.lane;
    this.#heardAt = instantOf(settings.clock);
  }

  /** Its feeds, the older first. */
  get feeds(): readonly LineFeed[] {
    return [this.#feed, this.#next].filter((feed) => feed !== undefined);
  }

  /** Whether one of its feeds is live. */
  get isLive(): boolean {
    return this.feeds.some(({ completeFrom }) => completeFrom !== undefined);
  }

  /** The machine slept, or somebody set the clock: a silence that is waited for may be long over. */
  timeJumped(): void {
    // Whoever heard of the jump before may have closed everything.
    if (this.#silence === undefined || this.#isStopped) return;
    const { clock, random } = this.#settings;
    const { since, forMs } = this.#silence;
    this.#openAfter(Math.max(0, forMs - elapsedSince(clock, since)) + random() * FIRST_RETRY_MS);
  }

  /** Opens its first feed. */
  start(): void {
    this.#openAfter(0);
  }

  /** Closes everything. Resolves when nothing is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    for (const feed of this.feeds) this.#close(feed);
    await Promise.all(this.#closing);
  }

  /** Looks again whether a replacement that had to wait may begin, or be completed. */
  reconsider(): void {
    if (this.#isStopped || this.#feed === undefined) return;
    if (this.#next?.completeFrom !== undefined) this.#complete(this.#feed, this.#next);
    else if (this.#next === undefined) this.#considerRotation();
  }

  /** Gives a feed up that is not to be relied upon, and opens another in its place. */
  replace(feed: LineFeed): void {
    if (!this.feeds.includes(feed)) return;
    this.#close(feed);
    if (this.#isStopped) return;
    if (feed === this.#next) {
      this.#next = undefined;
      this.#rotationFailed();
      // Whatever is opened beside the feed hears nothing.
      this.#lackingCandidates += 1;
      if (this.#lackingCandidates >= MOST_CANDIDATES) this.mayOverlap = false;
    } else {
      this.#promote();
    }
  }

  /** Opens another feed in the place of one that is not to be relied upon, and then gives it up: it is all there is. */
  supersede(feed: LineFeed): void {
    if (feed === this.#feed && this.mayOverlap) this.#retire(feed, "unproven");
    else this.replace(feed);
  }

  #openAfter(ms: number): void {
    this.#wake(Math.max(ms, this.#settings.budget.overdraft), () => {
      // The other line may have spent what there was.
      if (this.#settings.budget.overdraft > 0) return this.#openAfter(0);
      this.#silence = undefined;
      this.#failures += 1;
      this.#feed = this.#open(() => this.#owner.urgencyFor(this));
    });
  }

  #open(urgency: FeedRequest["urgency"]): LineFeed {
    const { source, clock, lane, budget } = this.#settings;
    const openedAs = urgency();
    const handlers: FeedHandlers = {
      joined: () => {
        record.joinedAt = instantOf(clock);
        this.#owner.joined(record);
      },
      live: (proven) => this.#live(record, proven),
      proven: (what, at) => {
        if (what === "connection") record.readAt = at;
        this.#owner.proven(record, at);
      },
      event: (event) => this.#event(record, event),
      rejected: (frame) => this.#owner.rejected(frame),
      retiring: (reason) => this.#retire(record, reason),
      ended: (end) => this.#ended(record, end),
    };
    const feed = source.open({
      lane,
      urgency,
      budget,
      form: this.#owner.formFor(this),
      apartFrom: this.#owner.feeds,
      handlers,
    });
    const record: LineFeed = { line: this, feed, openedAt: instantOf(clock), urgency: openedAs };
    return record;
  }

  #live(record: LineFeed, proven: FeedProven): void {
    this.#owner.live(record, proven);
    if (this.#isStopped) return;
    if (record === this.#feed) {
      this.#failures = 0;
      this.#considerRotation();
    } else if (this.#feed !== undefined) {
      this.#failedRotations = 0;
      this.#heardAt = instantOf(this.#settings.clock);
      this.#complete(this.#feed, record);
    }
  }

  #event(record: LineFeed, event: FeedEvent): void {
    this.#heardAt = event.readAt;
    record.lastEvent = event;
    this.#owner.event(record, event);
    if (this.#next?.completeFrom !== undefined) this.reconsider();
  }

  #retire(record: LineFeed, reason: RetiringReason): void {
    if (reason === "unproven") record.isUnproven = true;
    // Nothing is more urgent than that.
    if (record.retiring !== "shutdown") record.retiring = reason;
    if (record === this.#feed) this.reconsider();
  }

  /** Opens the replacement if there is a reason, and nothing against it. */
  #considerRotation(): void {
    const feed = this.#feed;
    if (feed?.retiring === undefined || this.#next) return;
    if (feed.completeFrom === undefined) return this.#considerUnproven(feed);
    const wait = this.#untilRotation(feed);
    if (wait > 0) return this.#wake(wait, () => this.reconsider());
    if (!this.mayOverlap) return this.replace(feed);
    this.#cancel();
    this.#next = this.#open(() => "replacement");
  }

  /** Gives up what may be dead, and counts for nothing anyway; as long as it is all there is, an event may come on it. */
  #considerUnproven(feed: LineFeed): void {
    if (feed.isUnproven === true && this.#owner.mayRotate(this)) this.replace(feed);
  }

  /** For how many milliseconds a replacement has to wait, unless something changes. */
  #untilRotation({ feed, openedAt, retiring, isUnproven = false }: LineFeed): number {
    const { clock, budget } = this.#settings;
    const forcedIn = FORCED_ROTATION_MS - elapsedSince(clock, feed.connectedAt ?? openedAt);
    // Whoever has to go before the new one comes goes as late as possible, but not if it may be dead.
    const mayBegin =
      isUnproven || (this.mayOverlap && (retiring !== "age" || this.#owner.mayRotate(this)));
    return !mayBegin && forcedIn > 0 ? forcedIn : budget.overdraft;
  }

  /** Lets the old feed go, once the new one has all that it had. */
  #complete(old: LineFeed, next: LineFeed): void {
    const { clock } = this.#settings;
    const silentFor = elapsedSince(clock, this.#heardAt);
    if (silentFor < SILENCE_MS && !this.#owner.isAligned(next, old)) {
      return this.#wake(SILENCE_MS - silentFor, () => this.reconsider());
    }
    if (!isOverlapped(old, next)) return this.#wake(OVERLAP_MS, () => this.reconsider());
    const reason = old.retiring ?? "age";
    this.#lackingCandidates = 0;
    this.#cancel();
    this.#close(old);
    // What it had kept back was delivered, and whoever got it may have closed everything.
    if (this.#isStopped) return;
    this.#promote();
    this.#owner.rotated(this, reason);
  }

  #ended(record: LineFeed, end: FeedEnd): void {
    const isNext = record === this.#next;
    if (isNext) this.#next = undefined;
    this.#owner.ended(record, end);
    if (this.#isStopped) return;
    if (end.isFatal && this.#owner.failed(end)) return;
    const retryInMs = Math.max(end.retryInMs ?? 0, end.isFatal ? HOPELESS_RETRY_MS : 0);
    if (isNext) return this.#rotationFailed(retryInMs);
    this.#promote({ ...end, retryInMs });
  }

  /** The feed is gone: the one that was to replace it takes over, if it has got anywhere; else a new one is opened. */
  #promote(end?: FeedEnd): void {
    const next = this.#next;
    this.#next = undefined;
    if (next?.joinedAt !== undefined) {
      this.#feed = next;
      this.#failures = next.completeFrom === undefined ? 1 : 0;
      this.#cancel();
      return this.#considerRotation();
    }
    // It still stands in the queue of those that can wait.
    if (next !== undefined) this.#close(next);
    this.#feed = undefined;
    this.#retry(end);
  }

  #retry(end: FeedEnd = { cause: "connection" }): void {
    const { clock, random, budget } = this.#settings;
    const attempt = this.#failures;
    const backoff =
      attempt === 0
        ? random() * FIRST_RETRY_MS
        : retryDelay({ call: "create", failures: attempt, isUnauthorized: false }, random);
    const { retryInMs: forMs = 0, isFatal } = end;
    const inMs = Math.max(forMs, backoff, budget.overdraft);
    if (isFatal !== true && forMs === inMs) this.#silence = { since: instantOf(clock), forMs };
    if (attempt > 0) this.#owner.retrying(this, { end, attempt, inMs });
    if (!this.#isStopped) this.#openAfter(inMs);
  }

  #rotationFailed(retryInMs = 0): void {
    const { random } = this.#settings;
    this.#failedRotations += 1;
    const facts = {
      call: "create",
      failures: this.#failedRotations,
      isUnauthorized: false,
    } as const;
    this.#wake(Math.max(retryInMs, retryDelay(facts, random)), () => this.reconsider());
  }

  #close(record: LineFeed): void {
    this.#owner.left(record);
    const closed = record.feed.close().then(() => {
      this.#closing = this.#closing.filter((each) => each !== closed);
    });
    this.#closing.push(closed);
  }

  #wake(ms: number, act: () => void): void {
    this.#cancel();
    const wake = (): void => {
      // What has fired is not held.
      this.#cancelTimer = undefined;
      act();
    };
    this.#cancelTimer = this.#settings.clock.setTimer(ms, wake, { ref: true });
  }

  #cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

/**
 * Whether the old feed is known to have lived when the new one began, so that no event has come between them. One that
 * is replaced because nobody knows is not waited for.
 */
function isOverlapped({ feed, isUnproven }: LineFeed, { completeFrom }: LineFeed): boolean {
  const { heardAt } = feed;
  if (isUnproven === true || heardAt === undefined || completeFrom === undefined) return true;
  return heardAt.monotonic >= completeFrom.monotonic;
}
