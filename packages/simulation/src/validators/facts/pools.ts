import type { PoolName } from "@listenkey/simulator";
import type { Way } from "../../plan/ways.ts";

/** The rate limits that the requests and sockets of a way draw from. */
export interface PoolsOfWay {
  /** Requests over REST; absent where there are none. */
  readonly rest?: PoolName;
  /** Handshakes, and what is asked for on sockets. */
  readonly sockets: PoolName;
}

const FUTURES: PoolsOfWay = { rest: "fapi", sockets: "fapi" };

/** Those of a product's listen keys. */
function poolsByKey(product: string): PoolsOfWay {
  if (product === "options") return { rest: "eapi", sockets: "eapi" };
  if (product === "portfolio-margin") return { rest: "papi", sockets: "papi" };
  if (product === "spot") return { rest: "api", sockets: "api" };
  // What counts by the account lies within what counts by the address, as sockets do.
  return product.startsWith("margin-") ? { rest: "sapi-uid", sockets: "sapi-ip" } : FUTURES;
}

/** The rate limits of a way. */
export function poolsOf({ access, exchangeId }: Way): PoolsOfWay {
  if (access === "listenKey") return poolsByKey(exchangeId);
  return access === "listenToken" ? { rest: "sapi-uid", sockets: "api" } : { sockets: "api" };
}

const BY_PATH: readonly (readonly [string, PoolName])[] = [
  ["/api/", "api"],
  ["/sapi/", "sapi-uid"],
  ["/fapi/", "fapi"],
  ["/dapi/", "fapi"],
  ["/eapi/", "eapi"],
  ["/papi/", "papi"],
];

/** What the library takes for one exchange: what others say of a rate limit of the same name does not concern it. */
export function realmOf(host: string): string {
  return host.endsWith(".binance.com") ? "binance" : host.replace(/^[^.]+\./, "");
}

/** The rate limit that a request over REST draws from. */
export function poolAt(path: string): PoolName | undefined {
  return BY_PATH.find(([prefix]) => path.startsWith(prefix))?.[1];
}
