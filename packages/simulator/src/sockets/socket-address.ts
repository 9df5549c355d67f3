import {
  SOCKET_ROUTES,
  type KeyPlace,
  type SocketFamily,
  type SocketRoute,
} from "../rules/socket-routes.ts";
import { streamName, type StreamName } from "./stream-name.ts";

/** What a socket's URL asks for. */
export interface SocketAddress {
  readonly route: SocketRoute;
  readonly names: readonly StreamName[];
}

/** Reads a socket's URL; nothing if the host has no such path. */
export function readAddress(
  family: SocketFamily,
  path: string,
  query: string,
): SocketAddress | undefined {
  for (const route of SOCKET_ROUTES[family]) {
    const rest = restOf(path, route.path);
    if (rest === undefined) continue;
    const names = READERS[route.keys](rest, new URLSearchParams(query));
    if (names !== undefined) return { route, names: names.map(streamName) };
  }
  return undefined;
}

/** What follows a route's path: `""`, or the segments behind it. */
function restOf(path: string, prefix: string): string | undefined {
  if (path === prefix || path === `${prefix}/`) return "";
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

type NameReader = (rest: string, query: URLSearchParams) => readonly string[] | undefined;

const READERS: Readonly<Record<KeyPlace, NameReader>> = {
  path: (rest) => listOf(rest),
  query: (rest, query) => (rest === "" && query.has("listenKey") ? readPairs(query) : undefined),
  streams: (rest, query) => (rest === "" ? listOf(query.get("streams") ?? "") : undefined),
};

function listOf(names: string): readonly string[] {
  return names.split("/").filter((name) => name !== "");
}

/** Each `events` belongs to the `listenKey` before it. */
function readPairs(query: URLSearchParams): readonly string[] {
  const pairs: { readonly listenKey: string; events: readonly string[] }[] = [];
  for (const [name, value] of query) {
    const last = pairs.at(-1);
    if (name === "listenKey") pairs.push({ listenKey: value, events: [] });
    if (name === "events" && last !== undefined) last.events = listOf(value);
  }
  return pairs.flatMap(({ listenKey, events }) =>
    events.length === 0 ? [listenKey] : events.map((event) => `${listenKey}@${event}`),
  );
}
