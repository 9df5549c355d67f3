import type { ListenKey } from "../model/listen-key.ts";
import type { SocketOpenedRecord } from "../log/log-record.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";
import type { Connection } from "./connection.ts";
import type { StreamName } from "./stream-name.ts";
import type { Switchboard } from "./switchboard.ts";
import type { FormResult, NamedBy } from "./url-form.ts";

/** Where a socket was opened. */
export interface StreamPlace {
  readonly route: SocketRoute;
  readonly environment: string;
}

/** What a {@link StreamList} needs. */
export interface StreamListDeps {
  /** The key with this value, dead or alive. */
  readonly findKey: (listenKey: string) => ListenKey | undefined;
  readonly switchboard: Switchboard;
}

/** A stream on the list, and how it came there. */
interface Entry {
  readonly name: StreamName;
  readonly by: Set<NamedBy>;
}

/** What a socket hears, for the log. */
export type Tuning = Pick<SocketOpenedRecord, "keys" | "accounts" | "silent">;

/** The streams that one socket has named. Anything may be named; what is heard is another matter. */
export class StreamList {
  readonly #place: StreamPlace;
  readonly #deps: StreamListDeps;
  /** By what stands for the listen key, then by the stream's whole name. */
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #toldOfEnd = new Set<string>();
  /** Asked for again and again, by whoever wants to know whether the socket lives; absent after a change. */
  #names: readonly string[] | undefined;

  constructor(place: StreamPlace, deps: StreamListDeps) {
    this.#place = place;
    this.#deps = deps;
  }

  /** Every stream, in the client's words: what is alleged to be a listen key is not checked. */
  get names(): readonly string[] {
    return (this.#names ??= [...this.#entries.values()].flatMap((entries) => [...entries.keys()]));
  }

  get length(): number {
    let length = 0;
    for (const entries of this.#entries.values()) length += entries.size;
    return length;
  }

  /** What the socket hears by now. */
  get tuning(): Tuning {
    const found = [...this.#entries.keys()].map((value) => this.#deps.findKey(value));
    const live = found.filter((key) => this.#isLive(key));
    return {
      keys: found.map((key) => key?.number ?? 0),
      accounts: [...new Set(live.map(({ account }) => account))],
      silent: !live.some((key) => this.#heard(key).length > 0),
    };
  }

  /** Puts streams on the list. {@link tune} makes them heard. */
  add(names: readonly StreamName[], by: NamedBy): void {
    this.#names = undefined;
    for (const name of names) {
      const entries = this.#entries.get(name.listenKey) ?? new Map<string, Entry>();
      this.#entries.set(name.listenKey, entries);
      const entry = entries.get(name.text) ?? { name, by: new Set() };
      entries.set(name.text, entry);
      entry.by.add(by);
    }
  }

  /** Takes streams off the list. {@link tune} makes them silent. */
  remove(names: readonly StreamName[]): void {
    this.#names = undefined;
    for (const { listenKey, text } of names) {
      const entries = this.#entries.get(listenKey);
      entries?.delete(text);
      if (entries?.size === 0) this.#entries.delete(listenKey);
    }
  }

  /** Makes a socket hear what the list says of these listen keys. */
  tune(socket: Connection, listenKeys: Iterable<string> = this.#entries.keys()): void {
    for (const value of new Set(listenKeys)) {
      const key = this.#deps.findKey(value);
      if (this.#isLive(key)) this.#tuneTo(socket, key);
    }
  }

  #tuneTo(socket: Connection, key: ListenKey): void {
    const { switchboard } = this.#deps;
    const { carries } = this.#place.route;
    const heard = this.#heard(key);
    if (heard.length === 0) switchboard.part(socket, key);
    else switchboard.join(socket, { key, carries, events: eventsOf(heard) });
    if (this.#results(key).includes("expired") && !this.#toldOfEnd.has(key.value)) {
      this.#toldOfEnd.add(key.value);
      switchboard.announceFalsely(socket, { key, carries, events: undefined });
    }
  }

  #isLive(key: ListenKey | undefined): key is ListenKey {
    return key?.alive === true && key.environment === this.#place.environment;
  }

  /** The streams of a key that really come. */
  #heard(key: ListenKey): readonly StreamName[] {
    const entries = [...(this.#entries.get(key.value)?.values() ?? [])];
    return entries
      .filter((entry) => this.#resultsOf(entry, key).includes("works"))
      .map(({ name }) => name);
  }

  #results(key: ListenKey): readonly FormResult[] {
    const entries = [...(this.#entries.get(key.value)?.values() ?? [])];
    return entries.flatMap((entry) => this.#resultsOf(entry, key));
  }

  #resultsOf({ name, by }: Entry, key: ListenKey): readonly FormResult[] {
    const { route } = this.#place;
    const hasEvent = name.event !== undefined;
    return [...by].map((how) => this.#deps.switchboard.resultOf(route, key, { by: how, hasEvent }));
  }
}

/** The only events that come, or nothing where one of the streams brings all of them. */
function eventsOf(names: readonly StreamName[]): ReadonlySet<string> | undefined {
  const events = new Set<string>();
  for (const { event } of names) {
    if (event === undefined) return undefined;
    events.add(event);
  }
  return events;
}
