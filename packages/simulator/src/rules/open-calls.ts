import type { RestCall } from "../gate/rest-call.ts";
import type { PoolName } from "./pools.ts";
import type { KeyFamily } from "./rest-rules.ts";

/** Something that anybody may ask, without an API key: programs set their clocks by it, and ask whether anybody is there. */
export interface OpenCall {
  /** Where it is served: on every host that has these endpoints, or had them. */
  readonly family: KeyFamily;
  /** The rate limit it counts against, with a weight of 1. */
  readonly pool: PoolName;
  /** Whether the answer tells the exchange's time, as `serverTime` in epoch milliseconds; nothing else. */
  readonly tellsTime: boolean;
}

const BASES: readonly (readonly [base: string, family: KeyFamily, pool: PoolName])[] = [
  ["/api/v3", "spot", "api"],
  ["/fapi/v1", "fapi", "fapi"],
  ["/dapi/v1", "dapi", "fapi"],
  ["/eapi/v1", "eapi", "eapi"],
  ["/papi/v1", "papi", "papi"],
];

const OPEN_CALLS = new Map<string, OpenCall>(
  BASES.flatMap(([base, family, pool]) => [
    [`${base}/ping`, { family, pool, tellsTime: false }],
    // Portfolio margin has no clock of its own.
    ...(family === "papi" ? [] : [[`${base}/time`, { family, pool, tellsTime: true }] as const]),
  ]),
);

/** What a request asks that anybody may; nothing if it is no such request, or the host does not know it. */
export function openCallOf({ host, method, path }: RestCall): OpenCall | undefined {
  const open = method === "GET" ? OPEN_CALLS.get(path) : undefined;
  if (open === undefined) return undefined;
  return [...(host.rest ?? []), ...(host.retired ?? [])].includes(open.family) ? open : undefined;
}
