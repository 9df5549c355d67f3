import type { StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";

/** A second in milliseconds. */
export const SECOND = 1_000;

/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** An hour in milliseconds. */
export const HOUR = 3_600_000;

/** Something that happens to a stream. It returns when the worst is over. */
export interface Incident {
  readonly what: string;
  happen(world: StreamWorld, watch: StreamWatch): Promise<void> | void;
}

/** Everything that can happen to a stream in the course of a day. */
export const incidents: readonly Incident[] = [
  { what: "the older socket is cut", happen: ({ exchange }) => exchange.sockets[0]?.cut() },
  { what: "the younger socket is cut", happen: ({ exchange }) => exchange.sockets.at(-1)?.cut() },
  {
    what: "the server closes a socket",
    happen: ({ exchange }) => exchange.sockets[0]?.close(1012, "Restart"),
  },
  { what: "both sockets are cut", happen: ({ exchange }) => cutAll(exchange) },
  {
    what: "one socket becomes half-open",
    async happen({ exchange, clock }, { stream }) {
      exchange.sockets[0]?.freeze();
      // Where the exchange allows one socket only it was the last.
      if (exchange.sockets.length === 1) await clock.advance(stream.stats().livenessBoundMs ?? 0);
    },
  },
  { what: "the exchange ends the stream", happen: endStream },
  {
    what: "the exchange goes down",
    async happen({ exchange, clock }) {
      exchange.goDown();
      await clock.advance(15 * SECOND);
      exchange.comeBack();
    },
  },
  {
    what: "the server announces that it goes away",
    async happen({ exchange, clock }) {
      exchange.announceShutdown({ cutAfterMs: 5 * SECOND });
      await clock.advance(6 * SECOND);
    },
  },
  {
    what: "the server goes away at once",
    happen: ({ exchange }) => exchange.announceShutdown({ cutAfterMs: 0 }),
  },
];

/** Every socket is cut. */
export function cutAll({ sockets }: StreamWorld["exchange"]): void {
  for (const socket of sockets) socket.cut();
}

/** The exchange ends what the stream rests on, and says so: its listen key, or its subscriptions. */
export function endStream({ account, way }: StreamWorld): void {
  if (way.keysOf === undefined) account.endSubscriptions(way.simulated);
  else account.keys(way.keysOf).expire();
}
