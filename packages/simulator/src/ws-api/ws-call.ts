import type { WsRequestRecord } from "../log/log-record.ts";
import type { Refusal } from "../rules/refusals.ts";
import type { Connection } from "../sockets/connection.ts";
import type { WsApiDeps } from "./ws-api-deps.ts";
import type { WsParams } from "./ws-request.ts";
import type { WsSession } from "./ws-session.ts";

/** A request that may go ahead: its method exists, and its parameters are there. */
export interface WsCall {
  readonly params: WsParams;
  readonly socket: Connection;
  readonly session: WsSession;
  readonly deps: WsApiDeps;
}

/** What was done for a request. */
export interface WsDeed {
  readonly result: unknown;
  /** The subscription it was about. */
  readonly subscription?: WsRequestRecord["subscription"];
  /** What the socket hears behind the answer. */
  readonly afterwards?: () => void;
}

/** Carries out one method. */
export type WsHandler = (call: WsCall) => WsDeed | Refusal;
