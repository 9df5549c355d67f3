import type { WsMethodName } from "../rules/ws-methods.ts";
import { logOn, logOut, ping, status, time } from "./session-methods.ts";
import {
  listSubscriptions,
  subscribeByLogon,
  subscribeBySignature,
  subscribeByToken,
  unsubscribe,
} from "./stream-methods.ts";
import type { WsHandler } from "./ws-call.ts";

/** Who carries out each method. */
export const WS_HANDLERS: Readonly<Record<WsMethodName, WsHandler>> = {
  ping,
  time,
  "session.logon": logOn,
  "session.status": status,
  "session.logout": logOut,
  "session.subscriptions": listSubscriptions,
  "userDataStream.subscribe": subscribeByLogon,
  "userDataStream.subscribe.signature": subscribeBySignature,
  "userDataStream.subscribe.listenToken": subscribeByToken,
  "userDataStream.unsubscribe": unsubscribe,
};
