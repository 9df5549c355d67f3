import { isRefusal, REJECTED_API_KEY } from "../rules/refusals.ts";
import { isWsMethod, UNKNOWN_METHOD_WEIGHT, WS_METHODS } from "../rules/ws-methods.ts";
import type { Connection } from "../sockets/connection.ts";
import {
  failure,
  rateLimitsOf,
  success,
  tooMuch,
  type Envelope,
  type WsAnswer,
} from "./ws-answer.ts";
import type { WsApiDeps } from "./ws-api-deps.ts";
import type { WsExchange } from "./ws-exchange.ts";
import { WS_HANDLERS } from "./ws-handlers.ts";
import { refuseParams } from "./ws-params.ts";
import { UNKNOWN_METHOD } from "./ws-refusals.ts";
import type { WsRequest } from "./ws-request.ts";
import type { WsSession } from "./ws-session.ts";

/** Answers the requests of one socket by the rules, and does what they ask. */
export class WsClerk {
  readonly #deps: WsApiDeps;
  readonly #session: WsSession;

  constructor(session: WsSession, deps: WsApiDeps) {
    this.#session = session;
    this.#deps = deps;
  }

  answer(socket: Connection, { request, subject }: WsExchange): WsAnswer {
    this.#checkLogon(socket);
    const verdict = this.#deps.limits.charge({
      pool: "api",
      endpoint: request.method,
      environment: this.#session.environment,
      weight: isWsMethod(request.method)
        ? WS_METHODS[request.method].weight
        : UNKNOWN_METHOD_WEIGHT,
      ip: socket.ip,
      account: subject.account,
    });
    const rateLimits = this.#tellsLimits(request) ? rateLimitsOf(verdict) : undefined;
    const envelope = { id: request.id, rateLimits };
    return verdict.status === "ok"
      ? this.#carryOut(socket, request, envelope)
      : tooMuch(envelope, verdict, this.#deps.now());
  }

  /** A session whose API key has been taken away learns of it at its next request, out of turn. */
  #checkLogon(socket: Connection): void {
    if (!this.#session.hasLostItsKey(socket)) return;
    socket.send(failure({ id: null }, REJECTED_API_KEY).text);
    this.#session.logOut("revocation")();
  }

  #carryOut(socket: Connection, { method, params }: WsRequest, envelope: Envelope): WsAnswer {
    if (!isWsMethod(method)) return failure(envelope, UNKNOWN_METHOD);
    const rules = WS_METHODS[method];
    const { subscribeParams } = this.#deps.dialect;
    const acceptsUnread = rules.call === "subscribe" && subscribeParams === "any";
    const refusal = refuseParams(params, rules, acceptsUnread);
    if (refusal !== undefined) return failure(envelope, refusal);
    const call = { params, socket, session: this.#session, deps: this.#deps };
    const deed = WS_HANDLERS[method](call);
    if (isRefusal(deed)) return failure(envelope, deed);
    const { result, subscription, afterwards } = deed;
    return { subscription, afterwards, ...success(envelope, result) };
  }

  #tellsLimits({ params }: WsRequest): boolean {
    const { returnRateLimits } = params;
    return typeof returnRateLimits === "boolean"
      ? returnRateLimits
      : this.#session.address.returnRateLimits;
  }
}
