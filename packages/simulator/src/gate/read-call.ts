import type { ApiKey } from "../model/api-key.ts";
import type { ApiKeys } from "../model/api-keys.ts";
import type { FaultSubject } from "../faults/fault-match.ts";
import { isolatedProduct, type KeySpace } from "../rules/product-ids.ts";
import {
  KEY_CALLS,
  REST_RULES,
  restFamilyAt,
  type KeyCall,
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
  readonly params: ReadonlyMap<string, string>;
  /** Whose key it is about; absent where the symbol is missing. */
  readonly product: KeySpace | undefined;
  /** The API key that was sent, if it is anybody's. */
  readonly apiKey: ApiKey | undefined;
}

/** Reads a request. */
export function readCall(call: RestCall, apiKeys: ApiKeys): ReadCall {
  const place = placeOf(call);
  const family = restFamilyAt(call.path);
  const rules = family === undefined || place !== "served" ? undefined : REST_RULES[family];
  const params = readParams(call);
  return {
    call,
    place,
    rules,
    keyCall: rules === undefined ? undefined : KEY_CALLS[call.method],
    params,
    product: rules === undefined ? undefined : productOf(rules, params),
    apiKey: apiKeys.find(call.headers["x-mbx-apikey"] ?? ""),
  };
}

/** What faults see of a request. */
export function subjectOf({ call, keyCall, product, apiKey }: ReadCall): FaultSubject {
  return {
    accounts: apiKey === undefined ? [] : [apiKey.account],
    products: product === undefined ? [] : [product],
    client: call.client,
    ip: call.ip,
    call: keyCall,
    host: call.host.host,
    path: call.path,
  };
}

function placeOf({ host, path, method }: RestCall): ReadCall["place"] {
  const family = restFamilyAt(path);
  if (family === undefined) return "unknown";
  if (host.retired?.includes(family) === true) return "retired";
  return host.rest?.includes(family) === true && method in KEY_CALLS ? "served" : "unknown";
}

function productOf(rules: RestRules, params: ReadonlyMap<string, string>): KeySpace | undefined {
  if (rules.product !== "margin-isolated") return rules.product;
  const symbol = params.get("symbol");
  return symbol === undefined || symbol === "" ? undefined : isolatedProduct(symbol);
}
