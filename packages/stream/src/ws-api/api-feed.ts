import type { Proof } from "../wire/arrival.ts";
import type { Clock, ListenKeyError, Random } from "@listenkey/core";
import { instantOf, type CallBudget, type DialUrgency, type Instant } from "@listenkey/core/kit";
import { nextFeedId } from "../feeds/feed-id.ts";
import type {
  Feed,
  FeedEnd,
  FeedEvent,
  FeedHandlers,
  FeedRequest,
  RetiringReason,
} from "../feeds/feed.ts";
import type { RejectedFrame } from "../wire/wire.ts";
import type { ApiConnection } from "./api-connection.ts";
import { endOfAttempt, endOfSubscription } from "./feed-end.ts";
import type { Occupant, Seat } from "./seat.ts";
import type { CredentialLife, Subscriber } from "./subscriber.ts";
import { TokenRenewal } from "./token-renewal.ts";

/** What a feed needs of its source. */
export interface ApiFeedHome {
  readonly clock: Clock;
  readonly random: Random;
  /** The field of events that holds their time. */
  readonly timeField: string;
  /** How the account is subscribed, at present. */
  readonly subscriber: Subscriber;
  /** The credentials have been accepted before. */
  readonly hasSucceeded: boolean;
  /** Finds a place on a connection. */
  seat(
    occupant: Occupant,
    request: FeedRequest,
  ): { readonly connection: ApiConnection; readonly seat: Seat };
  /** The credentials have been accepted. */
  succeeded(): void;
  /** The feed is over, and its place is being given up. */
  left(feed: ApiFeed, leaving: Promise<void>): void;
}

/** What is known of a connection while a feed is on it. */
type ConnectionFacts = Pick<Feed, "connectedAt" | "heardAt" | "livenessBoundMs">;

/**
 * An account's subscription on a connection of the WebSocket API.
 *
 * It waits for its connection to open, subscribes, and is live once that was acknowledged. It ends with its connection,
 * with its subscription, or with the token that it was subscribed with.
 */
export class ApiFeed implements Feed, Occupant {
  readonly id: number = nextFeedId();
  readonly form: undefined;
  readonly budget: CallBudget;
  readonly connection: ApiConnection;
  /** The exchange says when a subscription ends, so as long as its connection is heard nothing else proves it. */
  readonly credentialId: undefined;
  readonly #home: ApiFeedHome;
  readonly #urgency: () => DialUrgency;
  readonly #handlers: FeedHandlers;
  readonly #seat: Seat;
  readonly #retiring: RetiringReason[] = [];
  #hasJoined = false;
  #isLive = false;
  #life: CredentialLife | undefined;
  #renewal: TokenRenewal | undefined;
  /** Gives up the subscribe that is under way; absent while none is. */
  #asking: AbortController | undefined;
  /** What was known when it was over: its connection may go on with others. */
  #last: ConnectionFacts | undefined;
  #left: Promise<void> | undefined;

  constructor(home: ApiFeedHome, request: FeedRequest) {
    this.#home = home;
    this.budget = request.budget;
    this.#urgency = request.urgency;
    this.#handlers = request.handlers;
    const { connection, seat } = home.seat(this, request);
    this.connection = connection;
    this.#seat = seat;
    // Nothing of it comes before the constructor has returned: it waits for a turn first.
    if (connection.isOpen) this.opened();
  }

  get connectedAt(): Instant | undefined {
    return this.#last === undefined ? this.connection.openedAt : this.#last.connectedAt;
  }

  get heardAt(): Proof | undefined {
    return this.#last === undefined ? this.connection.heardAt : this.#last.heardAt;
  }

  get livenessBoundMs(): number {
    return (this.#last ?? this.connection).livenessBoundMs;
  }

  get credentialProvenAt(): Proof | undefined {
    return this.#life?.since ?? this.heardAt;
  }

  opened(): void {
    this.#subscribe(this.#urgency).then(
      (life) => this.#subscribed(life),
      (error: ListenKeyError) => {
        const { hasSucceeded, clock } = this.#home;
        this.#end(endOfAttempt(error, { hasSucceeded, now: clock.now() }));
      },
    );
  }

  heard(readAt: Instant): void {
    if (!this.#isLive) return;
    this.#handlers.proven("connection", readAt);
    this.#renewal?.check();
  }

  event(event: FeedEvent): void {
    this.#handlers.event(event);
  }

  terminated(text: string): void {
    const { timeField, clock } = this.#home;
    this.#end(endOfSubscription(text, { timeField, now: clock.now() }));
  }

  rejected(frame: RejectedFrame): void {
    this.#handlers.rejected(frame);
  }

  retiring(reason: RetiringReason): void {
    if (this.#isOver || this.#retiring.includes(reason)) return;
    this.#retiring.push(reason);
    this.#handlers.retiring(reason);
  }

  ended(end: FeedEnd): void {
    this.#end(end);
  }

  /** Makes sure at once that connection and credential live. */
  doubt(): void {
    this.probe();
    this.#renewal?.check();
  }

  probe(): void {
    this.connection.probe();
  }

  close(): Promise<void> {
    return this.#finish();
  }

  get #isOver(): boolean {
    return this.#left !== undefined;
  }

  #subscribe(urgency: () => DialUrgency): Promise<CredentialLife | undefined> {
    const asking = new AbortController();
    this.#asking = asking;
    const answer = this.#home.subscriber.subscribe({
      connection: this.connection,
      seat: this.#seat,
      urgency,
      signal: asking.signal,
      sent: () => this.#joined(),
    });
    return answer.finally(() => {
      this.#asking = undefined;
    });
  }

  #joined(): void {
    if (this.#hasJoined || this.#isOver) return;
    this.#hasJoined = true;
    this.#handlers.joined();
  }

  #subscribed(life: CredentialLife | undefined): void {
    if (this.#isOver) return;
    this.#isLive = true;
    this.#life = life;
    this.#home.succeeded();
    if (life !== undefined) this.#renewal = this.#keepAlive(life);
    if (!this.#isOver) this.#handlers.live({ proof: "subscription" });
  }

  #keepAlive(life: CredentialLife): TokenRenewal {
    const { clock, random } = this.#home;
    return new TokenRenewal(
      {
        clock,
        random,
        renew: () => this.#subscribe(() => "replacement"),
        renewed: (renewed) => {
          this.#life = renewed;
          this.#handlers.proven("credential", instantOf(clock));
        },
        unrenewable: () => this.retiring("age"),
        lapsed: (error) => this.#end({ cause: "credential", ...(error && { error }) }),
      },
      life,
    );
  }

  #end(end: FeedEnd): void {
    if (this.#isOver) return;
    void this.#finish();
    this.#handlers.ended(end);
  }

  #finish(): Promise<void> {
    if (this.#left !== undefined) return this.#left;
    const { connectedAt, heardAt, livenessBoundMs } = this;
    this.#last = { connectedAt, heardAt, livenessBoundMs };
    this.#renewal?.stop();
    this.#left = this.#seat.leave();
    this.#asking?.abort();
    this.#home.left(this, this.#left);
    return this.#left;
  }
}
