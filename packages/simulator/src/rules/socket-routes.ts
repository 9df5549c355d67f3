import type { ProductFamily } from "./product-ids.ts";
import type { SocketTermsName } from "./socket-terms.ts";
import { WS_API_PATH } from "./ws-methods.ts";

/** A set of socket paths that hosts serve together. */
export type SocketFamily =
  | "trade-streams"
  | "risk-streams"
  | "coinm-streams"
  | "fstream"
  | "ws-api"
  | "combined";

/**
 * Where a path carries what a socket wants to hear: behind it (`/ws/<key>`), in its query
 * (`?listenKey=<key>&events=A/B`), or in a list of streams (`?streams=<key>`).
 */
export type KeyPlace = "path" | "query" | "streams";

/** A path that sockets can be opened on. */
export interface SocketRoute {
  readonly path: string;
  /** What speaks on it: streams, or the WebSocket API. */
  readonly serves: "streams" | "api";
  readonly keys: KeyPlace;
  /** The products whose events come here. Other keys connect, and stay silent. */
  readonly carries: readonly ProductFamily[];
  /** Whether frames are wrapped in `{"stream","data"}`. */
  readonly wrapped: boolean;
  readonly terms: SocketTermsName;
  /** The part of the dialect that says whether questions are answered. */
  readonly probes: "probes" | "portfolioProbes";
}

const TRADE: readonly ProductFamily[] = ["spot", "margin-cross", "margin-isolated"];

/** What paths have in common, and how they differ from a silent raw one of futures. */
type Traits = Partial<Omit<SocketRoute, "path" | "keys" | "wrapped">>;

/** A raw path, with streams behind it. */
function raw(path: string, traits: Traits): SocketRoute {
  return { ...complete(traits), path, keys: "path", wrapped: false };
}

/** A wrapped path, with streams in a list. */
function listed(path: string, traits: Traits): SocketRoute {
  return { ...complete(traits), path, keys: "streams", wrapped: true };
}

function complete(traits: Traits): Omit<SocketRoute, "path" | "keys" | "wrapped"> {
  return { serves: "streams", carries: [], terms: "futures", probes: "probes", ...traits };
}

/** The classical pair of paths: one raw, one wrapped. */
function pair(prefix: string, traits: Traits): readonly SocketRoute[] {
  return [raw(`${prefix}/ws`, traits), listed(`${prefix}/stream`, traits)];
}

/** Paths of market data: they open, and no account event comes. */
function market(...prefixes: readonly string[]): readonly SocketRoute[] {
  return prefixes.flatMap((prefix) => pair(prefix, {}));
}

const USDM_AND_OPTIONS = { carries: ["umfutures", "options"] } as const;

/** The query forms come first: their paths are those of the others. */
const PRIVATE: readonly SocketRoute[] = [
  { ...raw("/private/ws", USDM_AND_OPTIONS), keys: "query" },
  { ...listed("/private/stream", USDM_AND_OPTIONS), keys: "query" },
  ...pair("/private", USDM_AND_OPTIONS),
  ...pair("/pm", { carries: ["portfolio-margin"], probes: "portfolioProbes" }),
  ...pair("/pm-classic", { carries: ["portfolio-margin-pro"], probes: "portfolioProbes" }),
];

/** The WebSocket API: exactly this path, and frames in an envelope of its own. */
const API: SocketRoute = {
  ...listed(WS_API_PATH, { serves: "api", terms: "api" }),
  wrapped: false,
};

/** The paths of each family. Anything else refuses the handshake with 404. */
export const SOCKET_ROUTES: Readonly<Record<SocketFamily, readonly SocketRoute[]>> = {
  "trade-streams": pair("", { carries: TRADE, terms: "spot" }),
  "risk-streams": pair("", { carries: ["margin-risk"], terms: "spot", probes: "portfolioProbes" }),
  "coinm-streams": [...pair("", { carries: ["cmfutures"] }), ...market("/market", "/public")],
  // Unrouted paths have carried no account events since 2026-04-23.
  fstream: [...PRIVATE, ...market("", "/market", "/public")],
  "ws-api": [API],
  combined: [
    API,
    ...PRIVATE,
    ...pair("", { carries: [...TRADE, "margin-risk", "cmfutures"], terms: "spot" }),
    ...market("/market", "/public"),
  ],
};
