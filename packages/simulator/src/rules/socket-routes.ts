import type { ProductFamily } from "./product-ids.ts";

/** A set of socket paths that hosts serve together. */
export type SocketFamily =
  | "trade-streams"
  | "risk-streams"
  | "coinm-streams"
  | "fstream"
  | "combined";

/**
 * Where a path carries listen keys: behind it (`/ws/<key>`), in its query (`?listenKey=<key>&events=A/B`),
 * in a list of streams (`?streams=<key>`), or nowhere.
 */
export type KeyPlace = "path" | "query" | "streams" | "none";

/** A path that sockets can be opened on. */
export interface SocketRoute {
  readonly path: string;
  readonly keys: KeyPlace;
  /** The products whose events come here. Other keys connect, and stay silent. */
  readonly carries: readonly ProductFamily[];
  /** Whether frames are wrapped in `{"stream","data"}`. */
  readonly wrapped: boolean;
}

const TRADE: readonly ProductFamily[] = ["spot", "margin-cross", "margin-isolated"];

/** The classical pair of paths: one raw, one wrapped. */
function streams(carries: readonly ProductFamily[]): readonly SocketRoute[] {
  return [
    { path: "/ws", keys: "path", carries, wrapped: false },
    { path: "/stream", keys: "streams", carries, wrapped: true },
  ];
}

/** Paths of market data: they open, and no account event comes. */
function market(...prefixes: readonly string[]): readonly SocketRoute[] {
  return prefixes.flatMap((prefix) => [
    { path: `${prefix}/ws`, keys: "none", carries: [], wrapped: false },
    { path: `${prefix}/stream`, keys: "none", carries: [], wrapped: true },
  ]);
}

const PRIVATE: readonly SocketRoute[] = [
  { path: "/private/ws", keys: "path", carries: ["umfutures", "options"], wrapped: false },
  { path: "/private/ws", keys: "query", carries: ["umfutures", "options"], wrapped: false },
  { path: "/private/stream", keys: "query", carries: ["umfutures", "options"], wrapped: true },
  { path: "/pm/ws", keys: "path", carries: ["portfolio-margin"], wrapped: false },
  { path: "/pm-classic/ws", keys: "path", carries: ["portfolio-margin-pro"], wrapped: false },
];

/** The paths of each family. Anything else refuses the handshake with 404. */
export const SOCKET_ROUTES: Readonly<Record<SocketFamily, readonly SocketRoute[]>> = {
  "trade-streams": streams(TRADE),
  "risk-streams": streams(["margin-risk"]),
  "coinm-streams": [...streams(["cmfutures"]), ...market("/market", "/public")],
  // Unrouted paths have carried no account events since 2026-04-23.
  fstream: [...PRIVATE, ...market("", "/market", "/public")],
  combined: [
    ...PRIVATE,
    ...streams([...TRADE, "margin-risk", "cmfutures"]),
    ...market("/market", "/public"),
  ],
};
