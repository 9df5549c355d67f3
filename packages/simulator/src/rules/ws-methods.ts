/** What a request on the WebSocket API asks for; the three ways to subscribe are one. */
export type WsCallName =
  | "ping"
  | "time"
  | "logon"
  | "status"
  | "logout"
  | "subscriptions"
  | "subscribe"
  | "unsubscribe";

/** A method of the WebSocket API. */
export type WsMethodName =
  | "ping"
  | "time"
  | "session.logon"
  | "session.status"
  | "session.logout"
  | "session.subscriptions"
  | "userDataStream.subscribe"
  | "userDataStream.subscribe.signature"
  | "userDataStream.subscribe.listenToken"
  | "userDataStream.unsubscribe";

/** What every method asks for and costs, and the parameters it reads. */
export interface WsMethodRules {
  readonly call: WsCallName;
  readonly weight: number;
  readonly mandatory: readonly string[];
  readonly optional: readonly string[];
}

const method = (
  call: WsCallName,
  weight: number,
  params: Partial<Pick<WsMethodRules, "mandatory" | "optional">> = {},
): WsMethodRules => ({ call, weight, mandatory: [], optional: [], ...params });

const SIGNED = { mandatory: ["apiKey", "timestamp", "signature"], optional: ["recvWindow"] };

/** Every method. Those of listen keys are gone: they are as unknown as any other. */
export const WS_METHODS: Readonly<Record<WsMethodName, WsMethodRules>> = {
  ping: method("ping", 1),
  time: method("time", 1),
  "session.logon": method("logon", 2, SIGNED),
  "session.status": method("status", 2),
  "session.logout": method("logout", 2),
  "session.subscriptions": method("subscriptions", 2),
  "userDataStream.subscribe": method("subscribe", 2),
  "userDataStream.subscribe.signature": method("subscribe", 2, SIGNED),
  "userDataStream.subscribe.listenToken": method("subscribe", 2, { mandatory: ["listenToken"] }),
  "userDataStream.unsubscribe": method("unsubscribe", 2, { optional: ["subscriptionId"] }),
};

/** What a request for an unknown method costs. */
export const UNKNOWN_METHOD_WEIGHT = 1;
/** Where the WebSocket API is. */
export const WS_API_PATH = "/ws-api/v3";
/** What opening a socket costs. */
export const CONNECT_WEIGHT = 2;

/** Whether a method exists. */
export function isWsMethod(name: string): name is WsMethodName {
  return Object.hasOwn(WS_METHODS, name);
}
