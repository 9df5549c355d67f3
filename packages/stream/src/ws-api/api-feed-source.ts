import type { Clock, Random } from "@listenkey/core";
import type { Feed, FeedRequest, FeedSource } from "../feeds/feed.ts";
import type { StreamSettings } from "../settings.ts";
import type { ApiConnection } from "./api-connection.ts";
import type { ApiConnections } from "./api-connections.ts";
import { ApiFeed, type ApiFeedHome } from "./api-feed.ts";
import type { Occupant, Seat } from "./seat.ts";
import type { Subscriber } from "./subscriber.ts";

/** What differs between the ways to subscribe. */
export interface SubscriberPlan {
  /** Makes a subscriber of what the user gave. @throws `CONFIGURATION` */
  subscriberFor(credentials: unknown): Subscriber;
  /** For how many more milliseconds the exchange wants no requests, beside those on the connections. */
  blockedForMs(): number;
  /** Nobody wants subscriptions any more. */
  release(): void;
}

/** Feeds over the WebSocket API. */
export class ApiFeedSource implements FeedSource, ApiFeedHome {
  readonly forms: readonly string[] = [];
  readonly clock: Clock;
  readonly random: Random;
  readonly timeField: string;
  subscriber: Subscriber;
  hasSucceeded = false;
  readonly #settings: StreamSettings;
  readonly #plan: SubscriberPlan;
  /** One for each lane. */
  readonly #lanes: readonly [ApiConnections, ApiConnections];
  #feeds: readonly ApiFeed[] = [];
  #leaving: readonly Promise<void>[] = [];

  /** @throws `CONFIGURATION` for wrong credentials. */
  constructor(
    settings: StreamSettings,
    lanes: readonly [ApiConnections, ApiConnections],
    plan: SubscriberPlan,
  ) {
    const { clock, random, product, options } = settings;
    this.#settings = settings;
    this.#plan = plan;
    this.#lanes = lanes;
    this.clock = clock;
    this.random = random;
    this.timeField = product.events.timeField;
    this.subscriber = plan.subscriberFor(options);
  }

  get blockedUntil(): number | undefined {
    const silences = this.#lanes.map(({ caller }) => caller.governor.blockedFor(caller.draw));
    const forMs = Math.max(this.#plan.blockedForMs(), ...silences);
    return forMs > 0 ? Math.ceil(this.clock.now() + forMs) : undefined;
  }

  open(request: FeedRequest): Feed {
    const feed = new ApiFeed(this, request);
    this.#feeds = this.#feeds.concat(feed);
    return feed;
  }

  doubt(): void {
    for (const feed of this.#feeds) feed.doubt();
  }

  replaceCredentials(credentials: unknown): void {
    this.subscriber = this.#plan.subscriberFor(credentials);
  }

  async close(): Promise<void> {
    await Promise.all(this.#leaving);
    this.#plan.release();
  }

  seat(
    occupant: Occupant,
    { lane, urgency, apartFrom }: FeedRequest,
  ): { readonly connection: ApiConnection; readonly seat: Seat } {
    const { accountsPerSocket, requestTimeoutMs, weightShare, product } = this.#settings;
    const request = {
      account: this.subscriber.account,
      occupant,
      lane,
      urgency: urgency(),
      apartFrom: apartFrom.flatMap((feed) => (feed instanceof ApiFeed ? feed.connection : [])),
      mostAccounts: accountsPerSocket,
    };
    return this.#connections(lane).seat(request, {
      heartbeat: product.heartbeat,
      timeoutMs: requestTimeoutMs,
      weightShare,
      random: this.random,
    });
  }

  succeeded(): void {
    this.hasSucceeded = true;
  }

  left(feed: ApiFeed, leaving: Promise<void>): void {
    this.#feeds = this.#feeds.filter((other) => other !== feed);
    this.#leaving = this.#leaving.concat(leaving);
    void leaving.then(() => {
      this.#leaving = this.#leaving.filter((other) => other !== leaving);
    });
  }

  #connections(lane: number): ApiConnections {
    return this.#lanes[lane === 0 ? 0 : 1];
  }
}
