import type { Refusal } from "../rules/refusals.ts";
import { isRefusal } from "../rules/refusals.ts";
import { signerOf } from "./signed-request.ts";
import type { WsCall, WsDeed } from "./ws-call.ts";
import { unsupportedKey } from "./ws-refusals.ts";

export function ping(): WsDeed {
  return { result: {} };
}

export function time({ session, deps }: WsCall): WsDeed {
  return { result: { serverTime: session.stamp(deps.now()) } };
}

export function logOn(call: WsCall): WsDeed | Refusal {
  const { params, session, socket, deps } = call;
  const now = deps.now();
  const apiKey = signerOf(params, { apiKeys: deps.apiKeys, ip: socket.ip, now });
  if (isRefusal(apiKey)) return apiKey;
  if (apiKey.material.kind === "hmac") return unsupportedKey("HMAC-SHA-256");
  if (apiKey.material.kind === "rsa") return unsupportedKey("RSA");
  session.logOn({ apiKey, since: now });
  return status(call);
}

export function status({ session, socket, deps }: WsCall): WsDeed {
  const { logon, address, subscriptions } = session;
  return {
    result: {
      apiKey: logon?.apiKey.value ?? null,
      authorizedSince: logon === undefined ? null : session.stamp(logon.since),
      connectedSince: session.stamp(socket.openedAt),
      returnRateLimits: address.returnRateLimits,
      serverTime: session.stamp(deps.now()),
      userDataStream: subscriptions.active.length > 0,
    },
  };
}

export function logOut(call: WsCall): WsDeed {
  const afterwards = call.session.logOut("logout");
  return { ...status(call), afterwards };
}
