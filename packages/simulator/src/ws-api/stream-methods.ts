import type { ListenToken } from "../model/listen-token.ts";
import { invalidParam, isRefusal, type Refusal } from "../rules/refusals.ts";
import { signerOf } from "./signed-request.ts";
import type { SubscriptionTarget } from "./socket-subscriptions.ts";
import type { Subscription } from "./subscription.ts";
import type { WsCall, WsDeed } from "./ws-call.ts";
import {
  INVALID_LISTEN_TOKEN,
  NOT_AUTHENTICATED,
  SUBSCRIPTION_ACTIVE,
  SUBSCRIPTION_INACTIVE,
} from "./ws-refusals.ts";
import { textOf } from "./ws-request.ts";

export function listSubscriptions({ session, deps }: WsCall): WsDeed {
  const result = session.subscriptions.active.map(({ id, expiresAt }) => ({
    subscriptionId: id,
    ...(expiresAt !== undefined && { expirationTime: expiryIn(deps.dialect, expiresAt) }),
  }));
  return { result };
}

export function subscribeByLogon(call: WsCall): WsDeed | Refusal {
  const { logon } = call.session;
  if (logon === undefined) return NOT_AUTHENTICATED;
  return open(call, { account: logon.apiKey.account, product: "spot", by: "logon" });
}

export function subscribeBySignature(call: WsCall): WsDeed | Refusal {
  const { apiKeys, now } = call.deps;
  const apiKey = signerOf(call.params, { apiKeys, ip: call.socket.ip, now: now() });
  if (isRefusal(apiKey)) return apiKey;
  return open(call, { account: apiKey.account, product: "spot", by: "signature" });
}

/** Subscribing again before the first token ends is how a subscription is renewed. */
export function subscribeByToken(call: WsCall): WsDeed | Refusal {
  const { session, deps } = call;
  const token = deps.tokens.find(textOf(call.params["listenToken"]));
  if (token === undefined || token.environment !== session.environment) return INVALID_LISTEN_TOKEN;
  const { account, product } = token;
  const target: SubscriptionTarget = { account, product, by: "token", token };
  const active = session.subscriptions.find(target);
  return active === undefined ? open(call, target) : renew(call, active, { ...target, token });
}

/** Without an id, all of them. */
export function unsubscribe({ params, session, deps }: WsCall): WsDeed | Refusal {
  const { subscriptionId } = params;
  const { active } = session.subscriptions;
  if (subscriptionId === undefined || subscriptionId === null) {
    if (active.length === 0) return SUBSCRIPTION_INACTIVE;
    return { result: {}, afterwards: deps.subscriptions.endAll([...active], "request") };
  }
  if (!Number.isSafeInteger(subscriptionId)) return invalidParam("subscriptionId");
  const meant = active.find(({ id }) => id === subscriptionId);
  if (meant === undefined) return SUBSCRIPTION_INACTIVE;
  const afterwards = deps.subscriptions.endAll([meant], "request");
  return { result: {}, subscription: meant.id, afterwards };
}

function open({ session, socket, deps }: WsCall, target: SubscriptionTarget): WsDeed | Refusal {
  return acknowledge(session.subscriptions.open(socket, target), deps.dialect);
}

function renew(
  { session, deps }: WsCall,
  active: Subscription,
  target: SubscriptionTarget & { readonly token: ListenToken },
): WsDeed | Refusal {
  const { dialect, subscriptions } = deps;
  if (dialect.tokenRenewal === "active") return SUBSCRIPTION_ACTIVE;
  if (dialect.tokenRenewal === "newId") {
    return acknowledge(session.subscriptions.replace(active, target), dialect);
  }
  subscriptions.extend(active, target.token);
  return acknowledge(active, dialect);
}

function acknowledge(
  subscription: Subscription | Refusal,
  dialect: WsCall["deps"]["dialect"],
): WsDeed | Refusal {
  if (isRefusal(subscription)) return subscription;
  const { id, expiresAt } = subscription;
  const expirationTime = expiresAt === undefined ? undefined : expiryIn(dialect, expiresAt);
  return { result: { subscriptionId: id, expirationTime }, subscription: id };
}

function expiryIn({ tokenExpiryUnit }: WsCall["deps"]["dialect"], expiresAt: number): number {
  return tokenExpiryUnit === "microseconds" ? expiresAt * 1000 : expiresAt;
}
