import {
  SOCKET_ROUTES,
  type KeyPlace,
  type SocketFamily,
  type SocketRoute,
} from "../rules/socket-routes.ts";

/** A listen key in a socket's URL, and the events asked for beside it. */
export interface NamedKey {
  readonly value: string;
  /** Absent if the URL names none. */
  readonly events: readonly string[] | undefined;
}

/** What a socket's URL asks for. */
export interface SocketAddress {
  readonly route: SocketRoute;
  readonly keys: readonly NamedKey[];
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
    const keys = READERS[route.keys](rest, query);
    if (keys !== undefined) return { route, keys };
  }
  return undefined;
}

/** What follows a route's path: `""`, or the segments behind it. */
function restOf(path: string, prefix: string): string | undefined {
  if (path === prefix || path === `${prefix}/`) return "";
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

type KeyReader = (rest: string, query: string) => readonly NamedKey[] | undefined;

const READERS: Readonly<Record<KeyPlace, KeyReader>> = {
  // A query says that the other form of this path is meant.
  path: (rest, query) =>
    rest === "" && query.includes("listenKey=") ? undefined : named(rest.split("/")),
  query: (rest, query) => (rest === "" ? readPairs(query) : undefined),
  streams: (rest, query) => {
    const streams = new URLSearchParams(query).get("streams") ?? "";
    return rest === "" ? named(streams.split("/")) : undefined;
  },
  none: () => [],
};

function named(values: readonly string[]): readonly NamedKey[] {
  return values.filter((value) => value !== "").map((value) => ({ value, events: undefined }));
}

/** Each `events` belongs to the `listenKey` before it. */
function readPairs(query: string): readonly NamedKey[] {
  const keys: { value: string; events: readonly string[] | undefined }[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const last = keys.at(-1);
    if (name === "listenKey") keys.push({ value, events: undefined });
    if (name === "events" && last !== undefined) last.events = value.split("/");
  }
  return keys;
}
