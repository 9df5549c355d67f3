import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";
import type { Broadcaster } from "./broadcaster.ts";
import type { Connection } from "./connection.ts";
import type { Feed } from "./feed.ts";
import type { NamedKey } from "./socket-address.ts";
import { formResult } from "./url-form.ts";

/** The close code for a socket that has to make room for another. */
const EVICTED = 1008;

/** A live key that a socket's URL names. */
export interface LiveName extends NamedKey {
  readonly key: ListenKey;
}

/** What joins sockets to listen keys. */
export class Switchboard {
  readonly #dialect: Dialect;
  readonly #broadcaster: Broadcaster;

  constructor(dialect: Dialect, broadcaster: Broadcaster) {
    this.#dialect = dialect;
    this.#broadcaster = broadcaster;
  }

  /** Whether a socket on this path hears anything with a key. */
  carries(route: SocketRoute, { key, events }: LiveName): boolean {
    return (
      formResult(route, key, { hasEvents: events !== undefined, dialect: this.#dialect }) ===
      "works"
    );
  }

  /** Joins a socket to a key it names, as far as its path allows. */
  plugIn(socket: Connection, route: SocketRoute, name: LiveName): void {
    const { key, events } = name;
    const form = { hasEvents: events !== undefined, dialect: this.#dialect };
    const result = formResult(route, key, form);
    if (result === "silent") return;
    const feed: Feed = {
      socket,
      key,
      carries: route.carries,
      events: events === undefined ? undefined : new Set(events),
      wrapping: wrappingOf(route, events !== undefined),
    };
    if (result === "expired") {
      this.#broadcaster.announceFalsely(feed);
      return;
    }
    if (this.#dialect.secondSocket === "evicts") evictOthers(feed);
    socket.feeds.push(feed);
    key.feeds.add(feed);
  }
}

function wrappingOf(route: SocketRoute, hasEvents: boolean): Feed["wrapping"] {
  if (!route.wrapped) return "bare";
  return hasEvents ? "keyAndEvent" : "key";
}

/** Closes the sockets that heard the same events with the same key. */
function evictOthers({ key, carries, socket }: Feed): void {
  for (const other of key.feeds) {
    const isRival = other.carries[0] === carries[0] && other.socket !== socket;
    if (isRival) other.socket.close(EVICTED, "Another connection uses this key");
  }
}
