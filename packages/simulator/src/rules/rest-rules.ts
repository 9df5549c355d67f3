import type { PoolName } from "./pools.ts";
import type { ProductFamily } from "./product-ids.ts";

/** What a listen-key request asks for. */
export type KeyCall = "create" | "extend" | "revoke";

/** What a request asks for: a listen-key call, or a listen token. */
export type RestCallName = KeyCall | "token";

/** A set of endpoints that hosts serve, or have retired, together. */
export type RestFamily = KeyFamily | "listen-token";

/** The endpoints of one kind of listen keys. */
export type KeyFamily =
  | "spot"
  | "margin-cross"
  | "margin-isolated"
  | "margin-risk"
  | "fapi"
  | "dapi"
  | "eapi"
  | "papi";

/** A parameter of a listen-key request. */
export type ParamName = "listenKey" | "symbol";

/** What the body of a success holds. */
export type AnswerShape = "listenKey" | "listenKeyAndExpiration" | "listenKeyOrEmpty" | "empty";

/** How one family of endpoints hands out listen keys. */
export interface RestRules {
  readonly path: string;
  /** Whose keys; `margin-isolated` becomes one key space for each symbol. */
  readonly product: Exclude<ProductFamily, "portfolio-margin-pro">;
  readonly pool: PoolName;
  readonly weights: Readonly<Record<KeyCall, number>>;
  /** The parameters that a call must bring. Where the key is not among them, the account's key is meant. */
  readonly mandatory: Readonly<Record<KeyCall, readonly ParamName[]>>;
  /** Whether parameters that nobody reads are an error (-1104). */
  readonly refusesUnread: boolean;
  readonly answers: Readonly<Record<KeyCall, AnswerShape>>;
  /** The message of -1125. */
  readonly unknownKey: string;
}

/** Where listen tokens come from. */
const LISTEN_TOKEN_PATH = "/sapi/v1/userListenToken";
/** The rate limit that requests for listen tokens count against. */
export const LISTEN_TOKEN_POOL: PoolName = "sapi-uid";

/** Which call each HTTP method is. */
export const KEY_CALLS: Readonly<Record<string, KeyCall>> = {
  POST: "create",
  PUT: "extend",
  DELETE: "revoke",
};

const nothing = { create: [], extend: [], revoke: [] } as const;
const namesKey = { create: [], extend: ["listenKey"], revoke: ["listenKey"] } as const;
const empty = { create: "listenKey", extend: "empty", revoke: "empty" } as const;
const weighs = (weight: number): Record<KeyCall, number> => ({
  create: weight,
  extend: weight,
  revoke: weight,
});
const shortMessage = "This listenKey does not exist.";
const longMessage = (path: string): string =>
  `This listenKey does not exist. Please use \`POST ${path}\` to recreate \`listenKey\``;

/** Every family. */
export const REST_RULES: Readonly<Record<KeyFamily, RestRules>> = {
  spot: {
    path: "/api/v3/userDataStream",
    product: "spot",
    pool: "api",
    weights: weighs(2),
    mandatory: namesKey,
    refusesUnread: true,
    answers: empty,
    unknownKey: shortMessage,
  },
  "margin-cross": {
    path: "/sapi/v1/userDataStream",
    product: "margin-cross",
    pool: "sapi-uid",
    weights: weighs(1),
    mandatory: namesKey,
    refusesUnread: false,
    answers: empty,
    unknownKey: shortMessage,
  },
  "margin-isolated": {
    path: "/sapi/v1/userDataStream/isolated",
    product: "margin-isolated",
    pool: "sapi-uid",
    weights: weighs(1),
    mandatory: {
      create: ["symbol"],
      extend: ["symbol", "listenKey"],
      revoke: ["symbol", "listenKey"],
    },
    refusesUnread: false,
    answers: empty,
    unknownKey: shortMessage,
  },
  "margin-risk": {
    path: "/sapi/v1/margin/listen-key",
    product: "margin-risk",
    pool: "sapi-uid",
    weights: { create: 1, extend: 1, revoke: 3000 },
    // Revoking takes no key; clients that send one are not refused.
    mandatory: { create: [], extend: ["listenKey"], revoke: [] },
    refusesUnread: false,
    answers: empty,
    unknownKey: shortMessage,
  },
  fapi: {
    path: "/fapi/v1/listenKey",
    product: "umfutures",
    pool: "fapi",
    weights: weighs(1),
    mandatory: nothing,
    refusesUnread: false,
    answers: { create: "listenKey", extend: "listenKey", revoke: "empty" },
    unknownKey: longMessage("/fapi/v1/listenKey"),
  },
  dapi: {
    path: "/dapi/v1/listenKey",
    product: "cmfutures",
    pool: "fapi",
    weights: weighs(1),
    mandatory: nothing,
    refusesUnread: false,
    answers: { create: "listenKey", extend: "listenKeyOrEmpty", revoke: "empty" },
    // The COIN-M page prints the USD-M path.
    unknownKey: longMessage("/fapi/v1/listenKey"),
  },
  eapi: {
    path: "/eapi/v1/listenKey",
    product: "options",
    pool: "eapi",
    weights: weighs(1),
    mandatory: nothing,
    refusesUnread: false,
    answers: { create: "listenKeyAndExpiration", extend: "empty", revoke: "empty" },
    unknownKey: shortMessage,
  },
  papi: {
    path: "/papi/v1/listenKey",
    product: "portfolio-margin",
    pool: "papi",
    weights: weighs(1),
    mandatory: nothing,
    refusesUnread: false,
    answers: empty,
    unknownKey: longMessage("/papi/v1/listenKey"),
  },
};

const FAMILY_OF_PATH = new Map<string, RestFamily>([
  ...Object.entries(REST_RULES).map(([family, { path }]) => [path, family as KeyFamily] as const),
  [LISTEN_TOKEN_PATH, "listen-token"],
]);

/** The family whose endpoints are at this path. */
export function restFamilyAt(path: string): RestFamily | undefined {
  return FAMILY_OF_PATH.get(path);
}
