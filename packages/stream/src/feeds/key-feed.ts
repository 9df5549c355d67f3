import type { Arrival, Proof } from "../wire/arrival.ts";
import type { CancelTimer, Clock, Random } from "@listenkey/core";
import {
  elapsedSince,
  instantOf,
  type Instant,
  type Key,
  type KeyOwner,
} from "@listenkey/core/kit";
import type { RejectedFrame, WireEvent } from "../wire/wire.ts";
import { nextFeedId } from "./feed-id.ts";
import type {
  Feed,
  FeedEnd,
  FeedHandlers,
  FeedProof,
  FeedRequest,
  RetiringReason,
} from "./feed.ts";
import { readKeyExpiry } from "./key-expiry.ts";
import type { KeyLink, LinkEnd, LinkHandlers } from "./key-link.ts";
import type { KeyLinks } from "./key-links.ts";

/** A connection is replaced at an age drawn between these, in milliseconds: the exchange cuts it after a day. */
const RETIRES_FROM_MS = 12 * 3_600_000;
const RETIRES_BY_MS = 20 * 3_600_000;

/** What a feed needs of its source. */
export interface KeyFeedHome {
  readonly clock: Clock;
  readonly random: Random;
  /** The field of events that holds their time. */
  readonly timeField: string;
  readonly links: KeyLinks;
  /** Who has the listen key. */
  readonly owner: KeyOwner;
  /** A feed wants the key confirmed over REST, from now on. */
  confirm(): void;
  /** A stream says that the key it was opened with has ended, and perhaps when. */
  keyExpired(listenKey: string, at: number | undefined): void;
  /** When a key that is just ending ended, in epoch milliseconds of the exchange's clock, if a stream has said so. */
  diedAt(listenKey: string): number | undefined;
  /** The feed is over. */
  left(feed: KeyFeed): void;
}

/**
 * The events of one listen key on one connection.
 *
 * It waits for a key, then for a turn to dial, connects, and is live once the key has been confirmed after that, or an
 * event has come. It ends with its connection, or with the key that it was opened with, whichever ends first.
 */
export class KeyFeed implements Feed, LinkHandlers {
  readonly id: number = nextFeedId();
  readonly form: string | undefined;
  readonly #home: KeyFeedHome;
  /** Not all of the request: the feeds that it names may be gone long before this one. */
  readonly #request: Pick<FeedRequest, "lane" | "urgency" | "budget">;
  readonly #handlers: FeedHandlers;
  /** The key it was opened with, as it was last proved; absent before. */
  #key: Key | undefined;
  /** When that was proved last. */
  #provenAt: Proof | undefined;
  #link: KeyLink | undefined;
  /** When the server had taken the key: only later proofs of it count, and whatever has happened since then comes. */
  #takenAt: Instant | undefined;
  #isLive = false;
  #isOver = false;
  readonly #retiring: RetiringReason[] = [];
  #cancelAging: CancelTimer | undefined;
  #closed: Promise<void> | undefined;

  constructor(home: KeyFeedHome, request: FeedRequest) {
    const { forms } = home.links;
    const { lane, urgency, budget } = request;
    this.#home = home;
    this.#request = { lane, urgency, budget };
    this.#handlers = request.handlers;
    this.form = forms.length === 0 ? undefined : (request.form ?? forms[0]);
  }

  get connectedAt(): Instant | undefined {
    return this.#link?.connectedAt;
  }

  get heardAt(): Proof | undefined {
    return this.#link?.heardAt;
  }

  get credentialProvenAt(): Proof | undefined {
    return this.#provenAt;
  }

  get credentialId(): string | undefined {
    return this.#key?.keyId;
  }

  get livenessBoundMs(): number {
    return this.#link?.livenessBoundMs ?? this.#home.links.livenessBoundMs;
  }

  /** Looks what the owner of the key has, and acts on it. */
  look(): void {
    if (this.#isOver) return;
    const { phase, failure, key } = this.#home.owner;
    if (phase === "failed") {
      return this.#end({ cause: "credential", isFatal: true, ...(failure && { error: failure }) });
    }
    if (this.#key === undefined) return this.#seek();
    if (key?.listenKey !== this.#key.listenKey) return this.keyEnded(this.#key.listenKey);
    if (key === this.#key) return;
    this.#hold(key);
    this.#keyProven(key);
  }

  /** A key has ended. Does nothing if it is another than the one that the feed was opened with. */
  keyEnded(listenKey: string): void {
    if (this.#key?.listenKey !== listenKey) return;
    const diedAt = this.#home.diedAt(listenKey);
    this.#end({ cause: "credential", ...(diedAt !== undefined && { diedAt }) });
  }

  /** Asks the server whether it lives. */
  probe(): void {
    this.#link?.probe();
  }

  close(): Promise<void> {
    return this.#finish();
  }

  joined(): void {
    this.#handlers.joined();
  }

  acknowledged(): void {
    this.#takenAt = instantOf(this.#home.clock);
    this.#age();
    this.#home.confirm();
  }

  heard(readAt: Instant): void {
    if (this.#isLive) this.#handlers.proven("connection", readAt);
  }

  event(event: WireEvent): void {
    switch (event.type) {
      case "listenKeyExpired":
        return this.#expired(event.text);
      case "serverShutdown":
        return this.#retire("shutdown");
      case "eventStreamTerminated":
        return this.#end({ cause: "credential" });
      default:
    }
    if (!this.#isLive) this.#becomeLive("event", event);
    if (!this.#isOver) this.#handlers.event(event);
  }

  rejected(frame: RejectedFrame): void {
    this.#handlers.rejected(frame);
  }

  unproven(): void {
    this.#retire("unproven");
  }

  ended(end: LinkEnd): void {
    this.#end(this.#home.links.endOf(end, this.#request.lane));
  }

  /** Asks for a connection as soon as there is a key. */
  #seek(): void {
    if (this.#link !== undefined || !this.#home.owner.isAvailable) return;
    const { lane, urgency, budget } = this.#request;
    this.#link = this.#home.links.open({
      lane,
      urgency: urgency(),
      budget,
      form: this.form,
      takeKey: () => this.#takeKey(),
      handlers: this,
    });
  }

  #hold(key: Key | undefined): void {
    this.#key = key;
    this.#provenAt = key && this.#home.links.moments.noted(key.provenAt);
  }

  /** The key as it is now. If there is none any more, everything begins again when there is one. */
  #takeKey(): string | undefined {
    this.#hold(this.#home.owner.key);
    if (this.#key === undefined) this.#link = undefined;
    return this.#key?.listenKey;
  }

  /** The connection is going to be cut after a day, so it is replaced before that. */
  #age(): void {
    const { clock, random } = this.#home;
    const connectedAt = this.connectedAt ?? instantOf(clock);
    const atAge = RETIRES_FROM_MS + random() * (RETIRES_BY_MS - RETIRES_FROM_MS);
    const left = Math.max(0, atAge - elapsedSince(clock, connectedAt));
    this.#cancelAging = clock.setTimer(left, () => this.#retire("age"), { ref: true });
  }

  #retire(reason: RetiringReason): void {
    if (this.#retiring.includes(reason)) return;
    this.#retiring.push(reason);
    this.#handlers.retiring(reason);
  }

  /** Counts against the key that the connection was opened with. What is said of another one is reason enough to ask. */
  #expired(text: string): void {
    const { clock, timeField } = this.#home;
    const { listenKey, at } = readKeyExpiry(text, timeField, clock.now());
    const own = this.#key?.listenKey;
    if (own === undefined || (listenKey !== undefined && listenKey !== own)) {
      return this.#home.confirm();
    }
    this.#home.keyExpired(own, at);
  }

  #keyProven({ provenAt }: Key): void {
    if (this.#isLive) return this.#handlers.proven("credential", instantOf(this.#home.clock));
    if (this.#takenAt === undefined || provenAt.monotonic <= this.#takenAt.monotonic) return;
    this.#becomeLive("key");
  }

  #becomeLive(proof: FeedProof, by?: Arrival): void {
    this.#isLive = true;
    this.#handlers.live({ proof, completeFrom: this.#takenAt, ...(by && { by }) });
  }

  #end(end: FeedEnd): void {
    if (this.#isOver) return;
    void this.#finish();
    this.#handlers.ended(end);
  }

  #finish(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    this.#isOver = true;
    this.#cancelAging?.();
    this.#home.left(this);
    this.#closed = this.#link?.close() ?? Promise.resolve();
    return this.#closed;
  }
}
