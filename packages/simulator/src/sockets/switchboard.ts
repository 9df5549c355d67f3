import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";
import type { Broadcaster } from "./broadcaster.ts";
import type { Connection } from "./connection.ts";
import type { Feed } from "./feed.ts";
import { formResult, type FormResult, type NamedBy } from "./url-form.ts";

/** The close code for a socket that has to make room for another. */
const EVICTED = 1008;

/** What a socket is to hear with a listen key. */
export type Wish = Pick<Feed, "key" | "carries" | "events">;

/** What joins sockets to listen keys. */
export class Switchboard {
  readonly #dialect: Dialect;
  readonly #broadcaster: Broadcaster;

  constructor(dialect: Dialect, broadcaster: Broadcaster) {
    this.#dialect = dialect;
    this.#broadcaster = broadcaster;
  }

  /** What a socket on this path gets for a stream that was named this way. */
  resultOf(
    route: SocketRoute,
    key: ListenKey,
    form: { readonly by: NamedBy; readonly hasEvent: boolean },
  ): FormResult {
    return formResult(route, key, { ...form, dialect: this.#dialect });
  }

  /** Joins a socket to a key, or changes what it hears with it. */
  join(socket: Connection, wish: Wish): void {
    const current = feedOf(socket, wish.key);
    if (current !== undefined) {
      current.events = wish.events;
      current.wrapping = wrappingOf(socket, wish);
      return;
    }
    const feed = feedFor(socket, wish);
    if (this.#dialect.secondSocket === "evicts") evictOthers(feed);
    socket.feeds.push(feed);
    feed.key.feeds.add(feed);
  }

  /** Ends what a socket hears with a key. */
  part(socket: Connection, key: ListenKey): void {
    const feed = feedOf(socket, key);
    if (feed === undefined) return;
    key.feeds.delete(feed);
    socket.feeds.splice(socket.feeds.indexOf(feed), 1);
  }

  /** Tells a socket that a key has ended, although it has not. */
  announceFalsely(socket: Connection, wish: Wish): void {
    this.#broadcaster.announceFalsely(feedFor(socket, wish));
  }
}

function feedOf(socket: Connection, key: ListenKey): Feed | undefined {
  for (const feed of key.feeds) if (feed.socket === socket) return feed;
  return undefined;
}

function feedFor(socket: Connection, wish: Wish): Feed {
  return { socket, ...wish, wrapping: wrappingOf(socket, wish) };
}

function wrappingOf({ isWrapped }: Connection, { events }: Wish): Feed["wrapping"] {
  if (!isWrapped) return "bare";
  return events === undefined ? "key" : "keyAndEvent";
}

/** Closes the sockets that heard the same events with the same key. */
function evictOthers({ key, carries, socket }: Feed): void {
  for (const other of key.feeds) {
    const isRival = other.carries[0] === carries[0] && other.socket !== socket;
    if (isRival) other.socket.close(EVICTED, "Another connection uses this key");
  }
}
