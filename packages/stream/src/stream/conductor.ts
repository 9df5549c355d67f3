import { instantOf, TimeWatch } from "@listenkey/core/kit";
import type { DialUrgency, Instant, TimeWatcher } from "@listenkey/core/kit";
import type { Feed, FeedEnd, FeedEvent, FeedProven, RetiringReason } from "../feeds/feed.ts";
import type { Frame, SplicerSink } from "../splice/splicer.ts";
import type { Proof } from "../wire/arrival.ts";
import type { RejectedFrame } from "../wire/wire.ts";
import type {
  ConductorAudience,
  ConductorCounts,
  ConductorSettings,
} from "./conductor-settings.ts";
import { Coverage, type CoverEnd, type Interval } from "./coverage.ts";
import { FormChoice } from "./form-choice.ts";
import { Line } from "./line.ts";
import type { LineFeed, LineOwner, Retry } from "./line-owner.ts";
import { Lines } from "./lines.ts";
import { readUntil, instantAt, wallOf } from "./moments.ts";
import { Redundancy } from "./redundancy.ts";
import { Splicing } from "./splicing.ts";

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
  readonly #lines: Lines;
  #isStopped = false;
  readonly #counts = { rotations: 0, reconnects: 0, framesRejected: 0 };

  constructor(settings: ConductorSettings, audience: ConductorAudience) {
    const { source, clock, sockets, socketForm } = settings;
    this.#settings = settings;
    this.#audience = audience;
    this.#coverage = new Coverage(settings.sentAt);
    this.#splicing = new Splicing(clock, settings.makeSplicer(this));
    this.#forms = new FormChoice(socketForm === undefined ? source.forms : [socketForm]);
    this.#redundancy = new Redundancy(clock);
    this.#lines = new Lines({
      count: sockets,
      clock,
      make: (lane) => this.#lineOf(lane),
      isLive: () => this.#coverage.isLive,
      forgiven: () => this.#redundancy.forget(),
    });
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
    this.#lines.start();
  }

  /** Closes everything. Resolves when nothing is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    TimeWatch.over(this.#settings.clock).remove(this);
    this.#splicing.stop();
    await this.#lines.stop();
    await this.#settings.source.close();
  }

  timeJumped(): void {
    this.#settings.source.doubt();
    this.#lines.timeJumped();
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
    return this.#lines.all.every((other) => other === line || other.isLive);
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
    const silent = this.#records.find((each) => each !== record && this.#coverage.isSilent(each));
    // Once they have answered it is known that nothing lies between the end of their time and the beginning of this one's.
    for (const { feed } of this.#coverage.live) feed.probe();
    const missed = this.#coverage.add(record, this.#coverage.begins(record, proven, now), now);
    this.#missed(missed && { ...missed, to: { ...missed.to, ...this.#sentAt(proven) } });
    if (isNews) {
      this.#audience.tell("live", { proof, ...(interruptedAt !== undefined && { interruptedAt }) });
    }
    this.#splicing.do((splicer, at) => splicer.live(record.feed.id, at));
    silent?.line.replace(silent);
    this.#lines.reconsider();
  }

  proven(record: LineFeed, at: Instant): void {
    if (this.#coverage.isDeafBesideOthers(record)) return record.line.replace(record);
    this.#missed(this.#coverage.proven(record, at));
  }

  event(record: LineFeed, event: FeedEvent): void {
    const { text, type, readAt, completeFrom } = event;
    const { feed } = record;
    this.#forms.proved(feed.form);
    // It was taken for deaf, and is not.
    const isBack = this.#coverage.isSilent(record);
    if (isBack || record.completeFrom === undefined)
      this.live(record, {
        proof: "event",
        completeFrom: isBack ? readAt : completeFrom,
        by: event,
      });
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
    this.#lines.reconsider();
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

  /** When an event was sent that has proved a feed: it is not earlier than that, whatever the clocks say. */
  #sentAt({ by }: FeedProven): Pick<Proof, "exchangeAt"> {
    const { exchangeAt } = (by && this.#settings.sentAt(by)) ?? {};
    return exchangeAt === undefined ? {} : { exchangeAt };
  }

  #missed(interval: Interval | undefined): void {
    if (interval !== undefined) this.#audience.gap(interval);
  }

  get #records(): readonly LineFeed[] {
    return this.#lines.feeds;
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
    if (isUncovered) this.#interrupted(end.cause);
    // Where there is another line it opens a new one; here the stream would wait for an event, be it for hours.
    const isAlone = this.#lines.all.length === 1;
    for (const each of this.#records) if (isAlone && deaf.includes(each)) each.line.replace(each);
  }

  #interrupted(cause: FeedEnd["cause"]): void {
    const since = wallOf(this.#settings.clock, this.#coverage.interruptedAt);
    if (since === undefined) return;
    this.#audience.tell("interrupted", { cause, since });
    this.#lines.rescue();
  }

  /** The only feed has fallen silent: as long as it is all there is, an event may still come on it. */
  #silenced(record: LineFeed): void {
    const { id } = record.feed;
    this.#splicing.do((splicer, at) => {
      splicer.leave(id, at, readUntil(record));
      splicer.join(id, at);
    });
    this.#interrupted(this.#coverage.cause);
  }

  /** A feed lacked an event: nobody relies on it any more. */
  #replace(record: LineFeed, type: string): void {
    const [{ line }, { form }] = [record, record.feed];
    if (!line.feeds.includes(record)) return;
    this.#audience.tell("feedReplaced", { lane: line.lane, type, ...(form && { form }) });
    if (this.#isStopped) return;
    this.#missed(this.#coverage.doubted(record, instantOf(this.#settings.clock)));
    if (this.#coverage.isSilent(record)) this.#silenced(record);
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
    if (this.#lines.all.length === 1) return line.replace(record);
    // Whoever hears nothing beside another will hear nothing in a rotation either.
    const isExclusive = reason === "evicted" || lastEvent === undefined;
    this.#lines.giveUp(line, !isExclusive);
    this.#audience.tell("redundancyLost", { reason });
  }

  #lineOf(lane: number): Line {
    const { source, clock, random, budget } = this.#settings;
    return new Line({ lane, source, clock, random, budget }, this);
  }
}
