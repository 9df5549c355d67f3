import type {
  CancelTimer,
  Clock,
  Credentials,
  ListenKeyManagerOptions,
  Random,
} from "@listenkey/core";
import {
  KeyLease,
  managerSettings,
  resolveEnvironment,
  type KeyMember,
  type KeyOwner,
} from "@listenkey/core/kit";
import { configurationError, type ListenKeyProduct } from "@listenkey/core/product";
import type { StreamSettings } from "../settings.ts";
import type { Feed, FeedRequest, FeedSource } from "./feed.ts";
import { KeyFeed, type KeyFeedHome } from "./key-feed.ts";
import { KeyLinks, type Sharing } from "./key-links.ts";

/** Feeds that open within this time of each other share one confirmation of their key. In milliseconds. */
const CONFIRM_TOGETHER_MS = 20;

/**
 * The events of an account by its listen key: obtained and renewed together with whoever else in this process uses it.
 *
 * @throws `CONFIGURATION` for malformed credentials, an unknown socket form, sockets to be shared where the product
 * cannot, and an environment without a stream.
 */
export function keyFeedSource(settings: StreamSettings): FeedSource {
  return new KeyFeedSource(settings);
}

class KeyFeedSource implements FeedSource, KeyFeedHome, KeyMember {
  readonly clock: Clock;
  readonly random: Random;
  readonly timeField: string;
  readonly links: KeyLinks;
  readonly #lease: KeyLease;
  #feeds: readonly KeyFeed[] = [];
  #hasJoined = false;
  /** The key that a stream is just saying to have ended, and when. */
  #death: { readonly listenKey: string; readonly at: number | undefined } | undefined;
  #cancelConfirming: CancelTimer | undefined;
  #closing: Promise<void> | undefined;

  constructor(settings: StreamSettings) {
    const product = settings.product as ListenKeyProduct;
    this.clock = settings.clock;
    this.random = settings.random;
    this.timeField = product.events.timeField;
    this.links = linksOf(settings, product);
    this.#lease = new KeyLease(managerSettings(ownerOptions(settings, product)));
  }

  get owner(): KeyOwner {
    return this.#lease.owner;
  }

  get forms(): readonly string[] {
    return this.links.forms;
  }

  get blockedUntil(): number | undefined {
    const { blockedForMs } = this.links;
    const dialsFrom = blockedForMs > 0 ? Math.ceil(this.clock.now() + blockedForMs) : 0;
    return Math.max(this.owner.blockedUntil ?? 0, dialsFrom) || undefined;
  }

  open(request: FeedRequest): Feed {
    const feed = new KeyFeed(this, request);
    this.#feeds = this.#feeds.concat(feed);
    if (!this.#hasJoined) {
      this.#hasJoined = true;
      this.owner.join(this);
    }
    // Nothing may be told before the feed is in its owner's hands.
    queueMicrotask(() => feed.look());
    return feed;
  }

  doubt(): void {
    this.owner.keyDoubted();
    for (const feed of this.#feeds) feed.probe();
  }

  replaceCredentials(credentials: unknown): void {
    this.#lease.replaceCredentials((credentials ?? {}) as Credentials);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#cancelConfirming?.();
    const closed = this.#feeds.map((feed) => feed.close());
    const left = this.owner.leave(this);
    this.#lease.release();
    await Promise.all([...closed, left]);
  }

  hear(): void {
    for (const feed of this.#feeds) feed.look();
  }

  confirm(): void {
    const confirm = (): void => {
      this.#cancelConfirming = undefined;
      this.owner.keyDoubted();
    };
    this.#cancelConfirming ??= this.clock.setTimer(CONFIRM_TOGETHER_MS, confirm, { ref: true });
  }

  keyExpired(listenKey: string, at: number | undefined): void {
    this.#death = { listenKey, at };
    this.owner.keyExpired(listenKey);
    // A late word about an old key says nothing to the owner, but whoever still hears by that key hears nothing.
    for (const feed of this.#feeds) feed.keyEnded(listenKey);
    this.#death = undefined;
  }

  diedAt(listenKey: string): number | undefined {
    return this.#death?.listenKey === listenKey ? this.#death.at : undefined;
  }

  left(feed: KeyFeed): void {
    this.#feeds = this.#feeds.filter((other) => other !== feed);
  }
}

/** A key is obtained as a manager would, so that streams and managers on one account share it. */
function ownerOptions(
  { options, transports, requestTimeoutMs, weightShare, clock, random }: StreamSettings,
  product: ListenKeyProduct,
): ListenKeyManagerOptions {
  const { environment, lifetimeMs, apiKey, keys } = options;
  const optional = { environment, lifetimeMs, apiKey, keys };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    product,
    transport: transports[0],
    requestTimeoutMs,
    weightShare,
    clock,
    random,
    ...(Object.fromEntries(given) as { apiKey: string }),
  };
}

function linksOf(settings: StreamSettings, product: ListenKeyProduct): KeyLinks {
  const { options, transports, clock, requestTimeoutMs: timeoutMs } = settings;
  const environment = options.environment ?? "live";
  const { stream, realm } = resolveEnvironment(product, environment, transports[0]);
  if (stream === undefined) {
    throw configurationError("environment.stream is missing; events come from there");
  }
  const sharing = sharingOf(settings, product);
  assertSocketForm(settings, product);
  return new KeyLinks({ product, stream, realm, transports, clock, timeoutMs, sharing });
}

function sharingOf(
  { options, accountsPerSocket }: StreamSettings,
  { id, listenKey }: ListenKeyProduct,
): Sharing | undefined {
  if (options.shareSockets !== true) return undefined;
  const { sharedSocket: socket } = listenKey;
  if (socket !== undefined && options.socketForm === undefined)
    return { socket, accountsPerSocket };
  throw configurationError(
    socket === undefined
      ? `product ${id} knows no way to share sockets; leave shareSockets out`
      : "shareSockets and socketForm are both given; shared sockets have a form of their own, so give one",
  );
}

function assertSocketForm({ options }: StreamSettings, { id, listenKey }: ListenKeyProduct): void {
  const { socketForm } = options;
  const names = listenKey.socketForms.map(({ name }) => name);
  if (socketForm === undefined || names.includes(socketForm)) return;
  throw configurationError(
    `socketForm is none of ${id}'s; use ${names.map((name) => `"${name}"`).join(", ")}`,
  );
}
