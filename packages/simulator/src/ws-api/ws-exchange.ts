import type { RequestFault } from "../faults/fault.ts";
import type { DecidingFault } from "../faults/request-faults.ts";
import type { WsRequestRecord } from "../log/log-record.ts";
import type { ApiKey } from "../model/api-key.ts";
import { isWsMethod, WS_METHODS, type WsCallName } from "../rules/ws-methods.ts";
import type { WsAnswer } from "./ws-answer.ts";
import type { WsCall } from "./ws-call.ts";
import { textOf, type WsRequest } from "./ws-request.ts";

/** Whom a request is about, as far as can be told before anything is done. */
export type WsSubject = Pick<WsRequestRecord, "account" | "apiKey" | "product" | "token">;

/** One request, from its arrival until its fate is known. */
export interface WsExchange {
  /** In epoch milliseconds. */
  readonly at: number;
  readonly request: WsRequest;
  /** What it asks for; absent if its method is unknown. */
  readonly call: WsCallName | undefined;
  readonly subject: WsSubject;
  /** What has struck it. */
  readonly faults: readonly RequestFault[];
  /** The fault that decided what became of it. */
  fault?: DecidingFault | undefined;
  /** Absent until the exchange has acted. */
  answer?: WsAnswer;
}

/** What a request asks for. */
export function callOf({ method }: WsRequest): WsCallName | undefined {
  return isWsMethod(method) ? WS_METHODS[method].call : undefined;
}

/** Finds out whom a request is about. */
export function subjectOf(
  { method, params }: WsRequest,
  { session, deps }: Pick<WsCall, "session" | "deps">,
): WsSubject {
  const { apiKey, listenToken, subscriptionId } = params;
  if (listenToken !== undefined) {
    const token = deps.tokens.find(textOf(listenToken));
    if (token === undefined) return {};
    return { account: token.account, product: token.product, token: token.number };
  }
  if (subscriptionId !== undefined) {
    const meant = session.subscriptions.active.find(({ id }) => id === subscriptionId);
    return meant === undefined ? {} : { account: meant.account, product: meant.product };
  }
  const key = apiKey === undefined ? session.logon?.apiKey : deps.apiKeys.find(textOf(apiKey));
  const hearsSpot = method.startsWith("userDataStream.subscribe");
  return hearsSpot ? { product: "spot", ...ownerOf(key) } : ownerOf(key);
}

function ownerOf(apiKey: ApiKey | undefined): Pick<WsSubject, "account" | "apiKey"> {
  return apiKey === undefined ? {} : { account: apiKey.account, apiKey: apiKey.index };
}
