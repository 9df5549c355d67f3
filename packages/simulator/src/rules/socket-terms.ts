import type { LimitOptions } from "../model/limits.ts";
import { familyOf, keyFamilyOf, type KeySpace } from "./product-ids.ts";
import type { SocketRoute } from "./socket-routes.ts";

/** What sockets may do, and what is expected of them. */
export interface SocketTerms {
  /** How often the exchange pings, in milliseconds. */
  readonly pingEveryMs: number;
  /** How long a ping may go unanswered, in milliseconds. */
  readonly pongWithinMs: number;
  /** How many frames a second may come in: text, pings and pongs. */
  readonly messagesPerSecond: number;
  /** How many streams one socket may hear. */
  readonly streams: number;
  /**
   * What the `id` of a request may be: an unsigned integer, or a string or null as well. The pages of futures say the
   * former, but Binance's own connectors send strings there and are served; options refuse them
   * (binance/binance-connector-python#471).
   */
  readonly requestIds: "unsigned" | "any";
}

/** The kinds of sockets whose terms differ. */
export type SocketTermsName = "spot" | "futures" | "options" | "api";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const spot: SocketTerms = {
  pingEveryMs: 20 * SECOND_MS,
  pongWithinMs: MINUTE_MS,
  messagesPerSecond: 5,
  streams: 1024,
  requestIds: "any",
};

const futures: SocketTerms = {
  pingEveryMs: 3 * MINUTE_MS,
  pongWithinMs: 10 * MINUTE_MS,
  messagesPerSecond: 10,
  streams: 1024,
  requestIds: "any",
};

/** The terms of each kind. Portfolio Margin states none and is taken to have those of its host, futures. */
export const SOCKET_TERMS: Readonly<Record<SocketTermsName, SocketTerms>> = {
  spot,
  futures,
  options: {
    pingEveryMs: 5 * MINUTE_MS,
    pongWithinMs: 15 * MINUTE_MS,
    messagesPerSecond: 10,
    streams: 200,
    requestIds: "unsigned",
  },
  // The limits of streams are not documented for the WebSocket API.
  api: { ...spot, messagesPerSecond: Infinity, streams: Infinity },
};

/** The terms of a socket with these keys on a path: the first key that the path carries decides. */
export function termsOf(
  route: SocketRoute,
  products: readonly KeySpace[],
  limits: LimitOptions,
): SocketTerms {
  const carried = route.carries.map(keyFamilyOf);
  const product = products.find((one) => carried.includes(familyOf(one)));
  const name = product === undefined ? route.terms : nameFor(product);
  const terms = SOCKET_TERMS[name];
  if (name === "api") return terms;
  const { messagesPerSecond = terms.messagesPerSecond, streamsPerSocket = terms.streams } = limits;
  return { ...terms, messagesPerSecond, streams: streamsPerSocket };
}

function nameFor(product: KeySpace): SocketTermsName {
  const family = familyOf(product);
  if (family === "options") return "options";
  return family === "spot" || family.startsWith("margin-") ? "spot" : "futures";
}
