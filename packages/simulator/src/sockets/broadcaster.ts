import type { FaultBook } from "../faults/faults.ts";
import type { WritableLog } from "../log/exchange-log.ts";
import type { KeyRing } from "../model/key-ring.ts";
import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import { listenKeyExpired } from "../rules/notices.ts";
import { familyOf, keySpaceOf, type ProductId } from "../rules/product-ids.ts";
import { exactJson } from "./exact-json.ts";
import type { Feed } from "./feed.ts";
import { frameFor, type Produced } from "./frame.ts";
import type { SimulatedEvent } from "./simulated-event.ts";

/** What a {@link Broadcaster} needs. */
export interface BroadcasterDeps {
  readonly now: () => number;
  readonly log: WritableLog;
  readonly faults: FaultBook;
  readonly dialect: Dialect;
  readonly keyRing: () => KeyRing;
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
    const isSecret = what.event["listenKey"] !== undefined;
    log.write({
      kind: "eventProduced",
      at: now(),
      event: number,
      account,
      product,
      name: what.event.e,
      ...(!isSecret && { text: what.text }),
    });
    return { number, product, ...what };
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
    const { faults } = this.#deps;
    if (faults.concernFrames) this.#sendThroughFaults(produced, feed, text);
    else this.#put(produced, feed, { text });
  }

  #sendThroughFaults(produced: Produced, feed: Feed, text: string): void {
    const { id, peer } = feed.socket;
    const struck = this.#deps.faults.strike("frame", {
      ...peer,
      accounts: [feed.key.account],
      products: [produced.product],
      event: produced.event.e,
      socket: id,
    });
    const afterMs = struck.reduce((sum, one) => sum + (one.kind === "delay" ? one.ms : 0), 0);
    const fault = struck.find((one) => one.kind !== "delay") ?? struck[0];
    const named = fault === undefined ? {} : { fault: fault.kind };
    if (fault?.kind === "drop") {
      this.#withhold(produced, feed, fault.kind);
      return;
    }
    this.#put(produced, feed, {
      text: fault?.kind === "corrupt" ? fault.text : text,
      afterMs,
      ...named,
    });
    if (fault?.kind === "duplicate") this.#put(produced, feed, { text, afterMs, ...named });
  }

  #put(
    { number }: Produced,
    { socket }: Feed,
    frame: { readonly text: string; readonly afterMs?: number; readonly fault?: string },
  ): void {
    const { log, now } = this.#deps;
    const { text, afterMs = 0, fault } = frame;
    const kind = socket.frozen ? "eventWithheld" : "eventSent";
    const why = socket.frozen ? "frozen" : fault;
    log.write({
      kind,
      at: now(),
      event: number,
      socket: socket.id,
      ...(why !== undefined && { fault: why }),
    });
    socket.send(text, afterMs);
  }

  #withhold({ number }: Produced, { socket }: Feed, fault: string): void {
    this.#deps.log.write({
      kind: "eventWithheld",
      at: this.#deps.now(),
      event: number,
      socket: socket.id,
      fault,
    });
  }
}

/** Gives an event its time, right behind its name as the exchange writes it. */
function dateEvent({ e, ...rest }: SimulatedEvent, at: number): SimulatedEvent {
  return { e, E: at, ...rest };
}
