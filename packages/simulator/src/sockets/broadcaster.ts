import type { FaultBook } from "../faults/faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { EventSentRecord } from "../log/log-record.ts";
import type { KeyRing } from "../model/key-ring.ts";
import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import { eventStreamTerminated, listenKeyExpired } from "../rules/notices.ts";
import { familyOf, keySpaceOf, type ProductId } from "../rules/product-ids.ts";
import { exactJson } from "./exact-json.ts";
import type { Feed } from "./feed.ts";
import { frameFor, subscriptionFrame, type Produced } from "./frame.ts";
import type { Listener } from "./listener.ts";
import { spoil, type Frame } from "./spoil.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import type { Subscription } from "../ws-api/subscription.ts";
import type { Subscriptions } from "../ws-api/subscriptions.ts";

/** What a {@link Broadcaster} needs. */
export interface BroadcasterDeps {
  readonly now: () => number;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly dialect: Dialect;
  readonly keyRing: () => KeyRing;
  readonly subscriptions: () => Subscriptions;
}

/** Sends events to the sockets that listen for them. */
export class Broadcaster {
  readonly #deps: BroadcasterDeps;
  #produced = 0;

  constructor(deps: BroadcasterDeps) {
    this.#deps = deps;
  }

  /** An event of an account: numbered, logged and sent. */
  produce(account: string, product: ProductId, event: SimulatedEvent): Produced {
    const dated = event.E === undefined ? dateEvent(event, this.#deps.now()) : event;
    const text = exactJson(dated);
    const produced = this.#number(account, product, { event: dated, text });
    for (const key of this.#deps.keyRing().liveKeys(account, keySpaceOf(product))) {
      this.#deliver(produced, key, (feed) => feed.carries.includes(familyOf(product)));
    }
    const subscriptions = this.#deps.subscriptions().of(account, product);
    for (const [place, subscription] of subscriptions.entries()) {
      this.#sendTo(produced, subscription, place);
    }
    return produced;
  }

  /** Tells a key's sockets that it has ended. */
  announceEnd(key: ListenKey): void {
    if (key.feeds.size === 0) return;
    const produced = this.#expiryNotice(key);
    const streams = new Set([...key.feeds].map(({ carries: [first] }) => first));
    const copies = this.#deps.dialect.expiryNotice === "twice" ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      for (const stream of streams) {
        this.#deliver(produced, key, ({ carries: [first] }) => first === stream);
      }
    }
  }

  /** Tells one socket that a key has ended, although it has not. */
  announceFalsely(feed: Feed): void {
    this.#send(this.#expiryNotice(feed.key), feed, 0);
  }

  /** Tells a socket that one of its subscriptions has ended. */
  announceTermination(subscription: Subscription): void {
    const event = eventStreamTerminated(this.#deps.now());
    const { account, product } = subscription;
    const produced = this.#number(account, product, { event, text: exactJson(event) });
    this.#sendTo(produced, subscription, 0);
  }

  #expiryNotice(key: ListenKey): Produced {
    const event = listenKeyExpired(key, this.#deps.now(), this.#deps.dialect);
    return this.#number(key.account, key.product, { event, text: exactJson(event) });
  }

  #number(
    account: string,
    product: ProductId,
    what: { readonly event: SimulatedEvent; readonly text: string },
  ): Produced {
    const { log, now } = this.#deps;
    const number = ++this.#produced;
    const { event, text } = what;
    const isSecret = event["listenKey"] !== undefined;
    log.write({
      kind: "eventProduced",
      at: now(),
      event: number,
      account,
      product,
      name: event.e,
      ...(!isSecret && { text }),
    });
    return { number, product, event, text };
  }

  #deliver(produced: Produced, key: ListenKey, carries: (feed: Feed) => boolean): void {
    let place = 0;
    for (const feed of key.feeds) {
      if (!carries(feed)) continue;
      // A second socket may be one too many, whatever the first one asked for.
      if (place > 0 && this.#deps.dialect.secondSocket === "nothing") return;
      if (feed.events?.has(produced.event.e) ?? true) this.#send(produced, feed, place);
      place += 1;
    }
  }

  #send(produced: Produced, feed: Feed, place: number): void {
    const text = frameFor(produced, feed, { place, dialect: this.#deps.dialect });
    this.#sendText(produced, { socket: feed.socket, account: feed.key.account }, text);
  }

  #sendTo(produced: Produced, subscription: Subscription, place: number): void {
    const text = subscriptionFrame(produced, subscription, { place, dialect: this.#deps.dialect });
    const { socket, account, id } = subscription;
    this.#sendText(produced, { socket, account, subscription: id }, text);
  }

  #sendText(produced: Produced, listener: Listener, text: string): void {
    const { faults } = this.#deps;
    if (faults.concernFrames) this.#sendThroughFaults(produced, listener, text);
    else this.#put(produced, listener, { text });
  }

  #sendThroughFaults(produced: Produced, listener: Listener, text: string): void {
    const { id, peer } = listener.socket;
    const struck = this.#deps.faults.strike("frame", {
      accounts: [listener.account],
      products: [produced.product],
      event: produced.event.e,
      socket: id,
      ...peer,
    });
    const spoilt = spoil(text, struck);
    if (typeof spoilt === "string") this.#writeWithheld(produced.number, listener, spoilt);
    else for (const frame of spoilt) this.#put(produced, listener, frame);
    if (spoilt === "tear") listener.socket.tear(text);
  }

  #put({ number }: Produced, to: Listener, frame: Partial<Frame> & Pick<Frame, "text">): void {
    const { text, afterMs = 0, fault, isBinary = false } = frame;
    to.socket.dispatch({
      afterMs,
      put: (link) => (isBinary ? link.sendBinary(new TextEncoder().encode(text)) : link.send(text)),
      sent: () => this.#writeSent(number, to, fault),
      lost: (why) => this.#writeWithheld(number, to, why),
    });
  }

  #writeSent(event: number, to: Listener, fault?: string): void {
    this.#write({ kind: "eventSent", event }, to, fault);
  }

  #writeWithheld(event: number, to: Listener, fault: string): void {
    this.#write({ kind: "eventWithheld", event }, to, fault);
  }

  #write(
    { kind, event }: Pick<EventSentRecord, "kind" | "event">,
    { socket, subscription }: Listener,
    fault?: string,
  ): void {
    const { log, now } = this.#deps;
    // Spread last: to add to what was spread would take many times as long, and there are very many of these.
    log.write({
      kind,
      at: now(),
      event,
      socket: socket.id,
      ...(subscription !== undefined && { subscription }),
      ...(fault !== undefined && { fault }),
    });
  }
}

/** Gives an event its time, right behind its name as the exchange writes it. */
function dateEvent({ e, ...rest }: SimulatedEvent, at: number): SimulatedEvent {
  return { e, E: at, ...rest };
}
