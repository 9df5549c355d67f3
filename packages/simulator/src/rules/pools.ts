/** A rate limit that calls share. */
export type PoolName = "api" | "sapi-ip" | "sapi-uid" | "fapi" | "eapi" | "papi";

/** How a rate limit counts, and what the exchange says when it is passed. */
export interface PoolRules {
  /** What is counted together: everything from one IP address, or everything of one account. */
  readonly scope: "ip" | "account";
  /** Request weight a minute. */
  readonly weightPerMinute: number;
  /** Whether each endpoint has this limit for itself. */
  readonly perEndpoint: boolean;
  /** The pool per IP address whose ban stops this one too. */
  readonly within?: PoolName;
  /** The header that tells the weight used so far. */
  readonly header: string;
  /** The code in the bodies of 429 and 418. */
  readonly code: number;
  /** Whether 429 and 418 carry `Retry-After`. */
  readonly retryAfter: boolean;
  /** The message of 429. */
  readonly limited: (limit: number) => string;
  /** The message of 418; `until` in epoch milliseconds. */
  readonly banned: (until: number) => string;
}

const WEIGHT_USED = "x-mbx-used-weight-1m";

const spotWords: Pick<PoolRules, "limited" | "banned"> = {
  limited: (limit) =>
    `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`,
  banned: (until) =>
    `Way too much request weight used; IP banned until ${until}. Please use WebSocket Streams for live updates to avoid bans.`,
};

const futuresWords: Pick<PoolRules, "limited" | "banned"> = {
  limited: (limit) =>
    `Too many requests; current limit is ${limit} requests per minute. Please use the websocket for live updates to avoid polling the API.`,
  banned: (until) =>
    `Way too many requests; IP banned until ${until}. Please use the websocket for live updates to avoid bans.`,
};

const sapi = { perEndpoint: true, code: -1003, retryAfter: true, ...spotWords };
const futures = {
  scope: "ip",
  perEndpoint: false,
  header: WEIGHT_USED,
  code: -1003,
  retryAfter: false,
  ...futuresWords,
} as const;

/** Every pool. USD-M and COIN-M futures have shared `fapi` since 2026-06-30. */
export const POOLS: Readonly<Record<PoolName, PoolRules>> = {
  api: {
    scope: "ip",
    weightPerMinute: 6000,
    perEndpoint: false,
    header: WEIGHT_USED,
    code: -1003,
    retryAfter: true,
    ...spotWords,
  },
  "sapi-ip": {
    ...sapi,
    scope: "ip",
    weightPerMinute: 12_000,
    header: "x-sapi-used-ip-weight-1m",
  },
  "sapi-uid": {
    ...sapi,
    scope: "account",
    weightPerMinute: 180_000,
    within: "sapi-ip",
    header: "x-sapi-used-uid-weight-1m",
  },
  fapi: { ...futures, weightPerMinute: 2400 },
  eapi: { ...futures, weightPerMinute: 400, code: -1008, ...spotWords },
  papi: { ...futures, weightPerMinute: 6000 },
};
