import { instantOf, TimeWatch } from "@listenkey/core/kit";
import type { DialUrgency, Instant, TimeWatcher } from "@listenkey/core/kit";
import type { Feed, FeedEnd, FeedEvent, FeedProven, RetiringReason } from "../feeds/feed.ts";
import type { Frame, SplicerSink } from "../splice/splicer.ts";
import type { RejectedFrame } from "../wire/wire.ts";
import type {
  ConductorAudience,
  ConductorCounts,
  ConductorSettings,
} from "./conductor-settings.ts";
import { Coverage, type CoverEnd, type Interval } from "./coverage.ts";
import { FormChoice } from "./form-choice.ts";
import type { GivenUp } from "./given-up.ts";
import { Line } from "./line.ts";
import type { LineFeed, LineOwner, Retry } from "./line-owner.ts";
import { readUntil, instantAt, wallOf } from "./moments.ts";
import { MEMORY_MS, Redundancy } from "./redundancy.ts";
import { Splicing } from "./splicing.ts";

/** After so many milliseconds without any feed a line that was given up is tried again. */
const RESCUE_AFTER_MS = 60_000;

/**
 * Makes one stream of an account's feeds: the lines keep them open, the splicer merges them, the coverage knows when
 * there was none. What it decides itself is whom to rely on.
 */
export class Conductor implements LineOwner, SplicerSink, TimeWatcher {
  readonly #settings: ConductorSettings;
  readonly #audience: ConductorAudience;
  readonly #splicing: Splicing;
  readonly #coverage: Coverage;
  readonly #forms: FormChoice;
  readonly #redundancy: Redundancy;
  #lines: readonly Line[];
  #isStopped = false;
  /** What is still being closed of lines that were given up. */
  readonly #abandoned: Promise<void>[] = [];
  /** The line that was given up, until it is tried again. */
  #givenUp: GivenUp | undefined;
  readonly #counts = { rotations: 0, reconnects: 0, framesRejected: 0 };

  constructor(settings: ConductorSettings, audience: ConductorAudience) {
    const { source, clock, sockets, socketForm } = settings;
    this.#settings = settings;
    this.#audience = audience;
    this.#coverage = new Coverage(settings.sentAt);
    this.#splicing = new Splicing(clock, settings.makeSplicer(this));
    this.#forms = new FormChoice(socketForm === undefined ? source.forms : [socketForm]);
    this.#redundancy = new Redundancy(clock);
    this.#lines = Array.from({ length: sockets }, (_, lane) => this.#lineOf(lane));
  }

  /** When it was last proved that events come, in epoch milliseconds of the local clock. */
  get provenAt(): number | undefined {
    return wallOf(this.#settings.clock, this.#coverage.provenAt);
  }

  /** How often things have happened. */
  get counts(): ConductorCounts {
    return this.#counts;
  }

  /** How many feeds are live. */
  get liveFeeds(): number {
    return this.#coverage.live.length;
  }

  /** Copies of another feed's events that were recognised and dropped. */
  get copiesDropped(): number {
    return this.#splicing.copies;
  }

  /** Within how many milliseconds a dead connection is noticed on the feed that is worst off. */
  get livenessBoundMs(): number | undefined {
    const bounds = this.#coverage.live.map(({ feed }) => feed.livenessBoundMs);
    return bounds.length === 0 ? undefined : Math.max(...bounds);
  }

  get feeds(): readonly Feed[] {
    return this.#records.map(({ feed }) => feed);
  }

  /** Opens everything. */
  start(): void {
    TimeWatch.over(this.#settings.clock).add(this);
    for (const line of this.#lines) line.start();
  }

  /** Closes everything. Resolves when nothing is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    TimeWatch.over(this.#settings.clock).remove(this);
    this.#splicing.stop();
    this.#forgetGivenUp();
    await Promise.all(this.#lines.map((line) => line.stop()).concat(this.#abandoned));
    await this.#settings.source.close();
  }

  timeJumped(): void {
    this.#settings.source.doubt();
  }

  formFor({ lane }: Line): string | undefined {
    return this.#forms.formFor(lane);
  }

  /** The first feed is whichever is opened while the account has none, not that of a certain line. */
  urgencyFor(line: Line): DialUrgency {
    const others = this.#records.filter((record) => record.line !== line);
    const hasFirst = others.some(
      ({ joinedAt, urgency }) => joinedAt !== undefined || urgency === "first",
    );
    return hasFirst ? "second" : "first";
  }

  mayRotate(line: Line): boolean {
    return this.#lines.every((other) => other === line || other.isLive);
  }

  isAligned({ feed, outheardAt }: LineFeed): boolean {
    return outheardAt === undefined && this.#splicing.isAligned(feed.id);
  }

  joined({ feed }: LineFeed): void {
    this.#splicing.do((splicer, now) => splicer.join(feed.id, now));
  }

  live(record: LineFeed, proven: FeedProven): void {
    const [now, { proof }] = [instantOf(this.#settings.clock), proven];
    const interruptedAt = wallOf(this.#settings.clock, this.#coverage.interruptedAt);
    const isNews = !this.#coverage.isLive;
    const silent = this.#records.find((each) => each === this.#coverage.silent);
    // Once they have answered it is known that nothing lies between the end of their time and the beginning of this one's.
    for (const { feed } of this.#coverage.live) feed.probe();
    this.#missed(this.#coverage.add(record, this.#coverage.begins(record, proven, now), now));
    if (isNews) {
      this.#audience.tell("live", { proof, ...(interruptedAt !== undefined && { interruptedAt }) });
    }
    this.#splicing.do((splicer, at) => splicer.live(record.feed.id, at));
    silent?.line.replace(silent);
    this.#reconsider();
  }

  proven(record: LineFeed, at: Instant): void {
    if (this.#coverage.isDeafBesideOthers(record)) return record.line.replace(record);
    this.#missed(this.#coverage.proven(record, at));
  }

  event(record: LineFeed, { text, type, readAt, completeFrom }: FeedEvent): void {
    const { feed } = record;
    this.#forms.proved(feed.form);
    // It was taken for deaf, and is not.
    if (record.completeFrom === undefined) this.live(record, { proof: "event", completeFrom });
    this.#coverage.heard(record, readAt);
    this.#splicing.push(feed.id, { text, type, at: readAt.monotonic, receivedAt: readAt.wall });
  }

  rejected(frame: RejectedFrame): void {
    this.#counts.framesRejected += 1;
    if (this.#counts.framesRejected === 1) this.#audience.tell("frameRejected", frame);
  }

  ended(record: LineFeed, end: FeedEnd): void {
    if (record.completeFrom !== undefined) this.#counts.reconnects += 1;
    this.#gone(record, end);
    const rival = this.#records.find(({ line }) => line !== record.line);
    // Whoever is made to leave is told so; a connection that breaks is nobody's doing.
    const isClosed = end.error === undefined && end.cause === "connection";
    if (isClosed && this.#redundancy.ended(rival?.joinedAt)) this.#makeDoWithOne(record, "evicted");
  }

  left(record: LineFeed): void {
    this.#gone(record, { cause: "connection", isUnproven: record.isUnproven === true });
  }

  rotated({ lane }: Line, reason: RetiringReason): void {
    this.#counts.rotations += 1;
    this.#audience.tell("rotated", { lane, reason });
    this.#reconsider();
  }

  retrying({ lane }: Line, { end: { error }, attempt, inMs }: Retry): void {
    const retryAt = Math.ceil(this.#settings.clock.now() + inMs);
    this.#audience.tell("attemptFailed", { lane, attempt, retryAt, ...(error && { error }) });
  }

  failed({ error }: FeedEnd): boolean {
    // What still lives is worth more than what can no longer be had.
    if (this.#coverage.isLive) return false;
    this.#audience.failed(error);
    return true;
  }

  deliver(frame: Frame, late: boolean): void {
    this.#audience.deliver(frame, late);
  }

  undecided(from: number, to: number): void {
    const { clock } = this.#settings;
    const interval = { from: instantAt(clock, from), to: instantAt(clock, to) };
    this.#audience.gap({ cause: "undecided", ...interval });
  }

  lacks(id: number, type: string, never: boolean): "replace" | "tolerate" {
    const record = this.#records.find(({ feed }) => feed.id === id);
    if (record === undefined) return "replace";
    const { form } = record.feed;
    const rival = this.#records.find(({ feed }) => feed.id !== id);
    const differs = never && this.#forms.differs(form, rival?.feed.form, type);
    if (differs) {
      const tell = (): void => this.#audience.tell("formsDiffer", { type, form: form ?? "" });
      if (differs === "news") this.#splicing.afterwards(tell);
      return "tolerate";
    }
    this.#splicing.afterwards(() => this.#replace(record, type));
    return "replace";
  }

  #missed(interval: Interval | undefined): void {
    if (interval !== undefined) this.#audience.gap(interval);
  }

  get #records(): readonly LineFeed[] {
    return this.#lines.flatMap(({ feeds }) => feeds);
  }

  #gone(record: LineFeed, end: CoverEnd): void {
    const now = instantOf(this.#settings.clock);
    const { isUncovered, deaf, doubt } = this.#coverage.end(record, end, now);
    this.#splicing.do((splicer, at) => {
      for (const each of [...deaf, record]) splicer.leave(each.feed.id, at, readUntil(each));
      // Whatever they bring from now on is new.
      for (const { feed } of deaf) splicer.join(feed.id, at);
    });
    if (this.#isStopped) return;
    this.#missed(doubt);
    const since = wallOf(this.#settings.clock, this.#coverage.interruptedAt);
    if (isUncovered && since !== undefined) {
      this.#audience.tell("interrupted", { cause: end.cause, since });
      this.#rescue();
    }
    // Where there is another line it opens a new one; here the stream would wait for an event, be it for hours.
    const isAlone = this.#lines.length === 1;
    for (const each of this.#records) if (isAlone && deaf.includes(each)) each.line.replace(each);
  }

  /** A feed lacked an event: nobody relies on it any more. */
  #replace(record: LineFeed, type: string): void {
    const [{ line }, { form }] = [record, record.feed];
    if (!line.feeds.includes(record)) return;
    this.#audience.tell("feedReplaced", { lane: line.lane, type, ...(form && { form }) });
    if (this.#isStopped) return;
    this.#missed(this.#coverage.doubted(record, instantOf(this.#settings.clock)));
    // One that was to replace another has merely failed to: the other is still there.
    const isCandidate = line.feeds.indexOf(record) > 0;
    const isOneTooMany = !isCandidate && this.#redundancy.replaced();
    // A line that is down is nothing to make do with: it may never come back.
    if (isOneTooMany && this.mayRotate(line)) return this.#makeDoWithOne(record, "lacking");
    const isOnlyOne = this.#coverage.live.every((each) => each === record);
    if (isOnlyOne) line.supersede(record);
    else line.replace(record);
  }

  /** Two feeds are worse than one: the line of the bad one is given up, for a while. */
  #makeDoWithOne(record: LineFeed, reason: "lacking" | "evicted"): void {
    const { line, lastEvent } = record;
    const others = this.#lines.filter((other) => other !== line);
    if (others.length === 0) return line.replace(record);
    this.#lines = others;
    this.#abandoned.push(line.stop());
    // Whoever hears nothing beside another will hear nothing in a rotation either.
    const isExclusive = reason === "evicted" || lastEvent === undefined;
    for (const rest of others) rest.mayOverlap = !isExclusive;
    const trial = (): void => this.#tryAgain();
    const cancelTrial = this.#settings.clock.setTimer(MEMORY_MS, trial, { ref: true });
    this.#givenUp = { lane: line.lane, cancelTrial };
    this.#audience.tell("redundancyLost", { reason });
  }

  /** Whatever there was against the line that was given up, it is better than nothing, should this last. */
  #rescue(): void {
    const givenUp = this.#givenUp;
    if (givenUp === undefined) return;
    const rescue = (): void => {
      if (!this.#coverage.isLive) this.#tryAgain();
    };
    givenUp.cancelRescue?.();
    givenUp.cancelRescue = this.#settings.clock.setTimer(RESCUE_AFTER_MS, rescue, { ref: true });
  }

  /** The line that was given up gets another chance. */
  #tryAgain(): void {
    const givenUp = this.#givenUp;
    if (givenUp === undefined || this.#isStopped) return;
    this.#forgetGivenUp();
    this.#redundancy.forget();
    for (const line of this.#lines) line.mayOverlap = true;
    const line = this.#lineOf(givenUp.lane);
    this.#lines = this.#lines.concat(line);
    line.start();
  }

  #forgetGivenUp(): void {
    this.#givenUp?.cancelTrial();
    this.#givenUp?.cancelRescue?.();
    this.#givenUp = undefined;
  }

  #lineOf(lane: number): Line {
    const { source, clock, random, budget } = this.#settings;
    return new Line({ lane, source, clock, random, budget }, this);
  }

  #reconsider(): void {
    for (const line of this.#lines) line.reconsider();
  }
}
