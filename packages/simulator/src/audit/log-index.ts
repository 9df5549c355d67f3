import type { LogRecord } from "../log/log-record.ts";
import { familyOf, keySpaceOf, type ProductId } from "../rules/product-ids.ts";
import { SOCKET_ROUTES } from "../rules/socket-routes.ts";
import type { AuditedStream } from "./audited-stream.ts";
import { overlap, uncovered, type Interval } from "./interval.ts";
import { KeyLives } from "./key-lives.ts";
import { ProducedEvents, type ProducedEvent } from "./produced-events.ts";
import { SentEvents, type EventCopy } from "./sent-events.ts";
import { SocketLives, type SocketLife } from "./socket-lives.ts";
import { SubscriptionLives } from "./subscription-lives.ts";

/** A socket's share in the hearing of an account. */
export interface HearingSocket {
  /** Its number. */
  readonly socket: number;
  /** When it was asked to be told, and could have been. */
  readonly joined: Interval;
  /** When what was sent to it arrived: it may be half-open at the end. */
  readonly heard: Interval;
}

/** What a log says, in an order that questions can be asked in. Build it once; every audit of the same log may use it. */
export class LogIndex {
  readonly #produced = new ProducedEvents();
  readonly #sent = new SentEvents();
  readonly #keys = new KeyLives();
  readonly #keysOf = new Map<string, Set<number>>();
  readonly #sockets = new SocketLives();
  readonly #subscriptions = new SubscriptionLives();

  /** @param records What has been written so far; more may be {@link add}ed. */
  constructor(records: Iterable<LogRecord> = []) {
    for (const record of records) this.add(record);
  }

  /** Takes in a record, the later after the earlier: `createExchange({ log: { keep: 0, sink: (r) => index.add(r) } })`. */
  add(record: LogRecord): void {
    switch (record.kind) {
      case "eventProduced":
        return this.#produced.add(record);
      case "eventSent":
      case "eventWithheld":
        return this.#sent.add(record);
      case "wsRequest":
        return this.#subscriptions.answered(record);
      default:
        this.#addLife(record);
    }
  }

  /** The events of an account's product, in the order of the exchange; those about the stream itself left out. */
  produced({ account, product }: AuditedStream): readonly ProducedEvent[] {
    return this.#produced.of(account, product);
  }

  /** Those of some events that were spoilt on every socket that was well. Nobody can notice that they are missing. */
  untold(events: readonly number[], stream: AuditedStream): ReadonlySet<number> {
    return this.#sent.untold(events, (copy) => this.#isFor(stream, copy));
  }

  /** What became of some events on each socket that counts, by the event; those apart that were sent to none of them. */
  copies(
    events: ReadonlySet<number>,
    stream: AuditedStream,
  ): ReadonlyMap<number, readonly EventCopy[]> {
    const copies = new Map<number, readonly EventCopy[]>();
    for (const [event, all] of this.#sent.copiesOf(events)) {
      const ours = all.filter((copy) => this.#isFor(stream, copy));
      if (ours.length > 0) copies.set(event, ours);
    }
    return copies;
  }

  /** Every copy that something was done to, whoever it was for, in the order in which that happened. */
  get touchedCopies(): readonly EventCopy[] {
    return this.#sent.touched;
  }

  /** The sockets that heard the account's product, in the order in which they began to. */
  hearing(stream: AuditedStream): readonly HearingSocket[] {
    return inOrder([...this.#hearingByKey(stream), ...this.#hearingBySubscription(stream)]);
  }

  /**
   * When nobody heard the account's product: no socket was up, all were half-open or deaf, or the credential was dead.
   *
   * @param span Where to look, in epoch milliseconds.
   * @param onlyOne Whether only the oldest socket on a listen key is told anything.
   */
  unheard(stream: AuditedStream, span: Interval, onlyOne = false): readonly Interval[] {
    const byKey = [...this.#hearingByKey(stream)];
    const told = onlyOne ? inTurn(byKey) : byKey.map(({ heard }) => heard);
    const bySubscription = [...this.#hearingBySubscription(stream)].map(({ heard }) => heard);
    return uncovered(span, told.concat(bySubscription));
  }

  /** Whether a copy went to a client that counts, and not because of a subscription that nobody there knows of. */
  #isFor(stream: AuditedStream, copy: EventCopy): boolean {
    const isOurs = isAmong(stream.clients, this.#sockets.get(copy.socket));
    return isOurs && !this.#subscriptions.isUntold(stream, copy);
  }

  #addLife(record: LogRecord): void {
    switch (record.kind) {
      case "keyCreated":
        add(this.#keysOf, record.account, record.key);
        return this.#keys.add(record);
      case "keyExpired":
      case "keyRevoked":
        return this.#keys.add(record);
      case "socketOpened":
        return this.#sockets.opened(record);
      case "socketRetuned":
        return this.#sockets.retuned(record);
      case "socketFrozen":
        return this.#sockets.frozen(record);
      case "socketClosed":
        return this.#sockets.closed(record);
      case "subscribed":
        return this.#subscriptions.opened(record);
      case "unsubscribed":
        return this.#subscriptions.ended(record);
      default:
    }
  }

  *#hearingByKey({ account, product, clients }: AuditedStream): Iterable<HearingSocket> {
    for (const number of this.#keysOf.get(account) ?? []) {
      const key = this.#keys.get(number);
      if (key?.product !== keySpaceOf(product)) continue;
      for (const socket of this.#sockets.hearing(number)) {
        if (!isAmong(clients, socket) || !carries(socket.path, product)) continue;
        for (const joined of joinedTo(socket, number)) {
          yield hearingOf(socket, overlap(joined, { from: -Infinity, to: key.diedAt }));
        }
      }
    }
  }

  *#hearingBySubscription({ account, product, clients }: AuditedStream): Iterable<HearingSocket> {
    for (const life of this.#subscriptions.of(account)) {
      const socket = this.#sockets.get(life.socket);
      if (socket === undefined || life.product !== product || !isAmong(clients, socket)) continue;
      if (life.isTold === false) continue;
      yield hearingOf(socket, life);
    }
  }
}

function inOrder(hearing: readonly HearingSocket[]): readonly HearingSocket[] {
  return hearing.toSorted((a, b) => a.joined.from - b.joined.from);
}

/** When each of them is told something, if a socket is told nothing while an older one is there. */
function inTurn(hearing: readonly HearingSocket[]): readonly Interval[] {
  let free = -Infinity;
  return inOrder(hearing).map(({ joined, heard }) => {
    const turn = overlap(heard, { from: free, to: Infinity });
    free = Math.max(free, joined.to);
    return turn;
  });
}

function hearingOf({ socket, frozenAt }: SocketLife, joined: Interval): HearingSocket {
  return { socket, joined, heard: overlap(joined, { from: -Infinity, to: frozenAt }) };
}

/** When a socket was tuned to a listen key. Being tuned to others as well ends nothing. */
function joinedTo({ tuned, closedAt }: SocketLife, key: number): readonly Interval[] {
  const joined: Interval[] = [];
  let since: number | undefined;
  for (const { from, keys } of tuned) {
    if (keys.includes(key)) {
      since ??= from;
    } else if (since !== undefined) {
      joined.push({ from: since, to: from });
      since = undefined;
    }
  }
  return since === undefined ? joined : [...joined, { from: since, to: closedAt }];
}

function isAmong(
  clients: readonly string[] | undefined,
  socket: { readonly client: string } | undefined,
): boolean {
  return socket !== undefined && (clients === undefined || clients.includes(socket.client));
}

/** Which products' events come on which paths: one listen key may open two streams. */
const CARRIED: ReadonlyMap<string, ReadonlySet<string>> = carriedByPath();

function carriedByPath(): ReadonlyMap<string, ReadonlySet<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { path, carries } of Object.values(SOCKET_ROUTES).flat()) {
    for (const family of carries) add(carried, path, family);
  }
  return carried;
}

function carries(path: string, product: ProductId): boolean {
  return CARRIED.get(path)?.has(familyOf(product)) === true;
}

function add<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
