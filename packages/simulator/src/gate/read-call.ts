import type { ApiKey } from "../model/api-key.ts";
import type { ApiKeys } from "../model/api-keys.ts";
import type { FaultSubject } from "../faults/fault-match.ts";
import { isolatedProduct, type KeySpace, type MarginProduct } from "../rules/product-ids.ts";
import { openCallOf, type OpenCall } from "../rules/open-calls.ts";
import type { PoolName } from "../rules/pools.ts";
import {
  KEY_CALLS,
  LISTEN_TOKEN_POOL,
  REST_RULES,
  restFamilyAt,
  type KeyCall,
  type RestCallName,
  type RestRules,
} from "../rules/rest-rules.ts";
import { readParams } from "./params.ts";
import type { RestCall } from "./rest-call.ts";

/** A request, as far as it can be understood before anything is done. */
export interface ReadCall {
  readonly call: RestCall;
  /** What the host does at this path. */
  readonly place: "served" | "retired" | "unknown";
  /** Absent unless served. */
  readonly rules: RestRules | undefined;
  readonly keyCall: KeyCall | undefined;
  /** What it asks that anybody may. */
  readonly open: OpenCall | undefined;
  /** Whether it asks for a listen token. */
  readonly wantsToken: boolean;
  readonly params: ReadonlyMap<string, string>;
  /** Whose key or token it is about; absent where the symbol is missing. */
  readonly product: KeySpace | undefined;
  /** The API key that was sent, if it is anybody's. */
  readonly apiKey: ApiKey | undefined;
}

/** Reads a request. */
export function readCall(call: RestCall, apiKeys: ApiKeys): ReadCall {
  const place = placeOf(call);
  const family = restFamilyAt(call.path);
  const isServed = place === "served";
  const wantsToken = isServed && family === "listen-token";
  const rules =
    isServed && family !== undefined && family !== "listen-token" ? REST_RULES[family] : undefined;
  const params = readParams(call);
  return {
    call,
    place,
    rules,
    keyCall: rules === undefined ? undefined : KEY_CALLS[call.method],
    open: openCallOf(call),
    wantsToken,
    params,
    product: wantsToken ? tokenProduct(params) : rules && productOf(rules, params),
    apiKey: apiKeys.find(call.headers["x-mbx-apikey"] ?? ""),
  };
}

/** What faults see of a request. */
export function subjectOf(read: ReadCall): FaultSubject {
  const { call, product, apiKey } = read;
  return {
    accounts: apiKey === undefined ? [] : [apiKey.account],
    products: product === undefined ? [] : [product],
    client: call.client,
    ip: call.ip,
    call: callNameOf(read),
    host: call.host.host,
    path: call.path,
  };
}

/** What a request asks for. */
export function callNameOf({ keyCall, wantsToken }: ReadCall): RestCallName | undefined {
  return wantsToken ? "token" : keyCall;
}

/** The rate limit that a request counts against. */
export function poolOf({ rules, open, wantsToken }: ReadCall): PoolName | undefined {
  return wantsToken ? LISTEN_TOKEN_POOL : (rules ?? open)?.pool;
}

function placeOf({ host, path, method }: RestCall): ReadCall["place"] {
  const family = restFamilyAt(path);
  if (family === undefined) return "unknown";
  if (host.retired?.includes(family) === true) return "retired";
  const isCall = family === "listen-token" ? method === "POST" : method in KEY_CALLS;
  return host.rest?.includes(family) === true && isCall ? "served" : "unknown";
}

function productOf(rules: RestRules, params: ReadonlyMap<string, string>): KeySpace | undefined {
  if (rules.product !== "margin-isolated") return rules.product;
  const symbol = params.get("symbol");
  return symbol === undefined || symbol === "" ? undefined : isolatedProduct(symbol);
}

/** Cross margin, unless isolated margin is asked for. */
function tokenProduct(params: ReadonlyMap<string, string>): MarginProduct | undefined {
  if (params.get("isIsolated")?.toLowerCase() !== "true") return "margin-cross";
  const symbol = params.get("symbol");
  return symbol === undefined || symbol === "" ? undefined : isolatedProduct(symbol);
}
