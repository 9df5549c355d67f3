import type { RestReply } from "../gate/rest-call.ts";
import type { SocketDial } from "../gate/socket-dial.ts";
import { poolHeaders, refused, tooMuch } from "../gate/answer.ts";
import type { DialLimits } from "../model/dial-limits.ts";
import { environmentOf } from "../rules/hosts.ts";
import { isRefusal, type Refusal } from "../rules/refusals.ts";
import { CONNECT_WEIGHT } from "../rules/ws-methods.ts";
import type { SocketDesk } from "../sockets/socket-desk.ts";
import { readWsAddress, type WsAddress } from "./ws-address.ts";
import type { WsApiDeps } from "./ws-api-deps.ts";
import { WsDesk } from "./ws-desk.ts";
import { WsSession } from "./ws-session.ts";

const JSON_TYPE = { "content-type": "application/json;charset=UTF-8" };

/** Whether a socket may open, and who answers on it. */
export type WsAdmission =
  | { readonly kind: "admitted"; readonly desk: SocketDesk }
  | { readonly kind: "rejected"; readonly reply: RestReply };

/** The WebSocket API: lets sockets in, and gives each one somebody to talk to. */
export class WsApi {
  readonly #deps: WsApiDeps;
  readonly #dials: DialLimits;

  constructor(deps: WsApiDeps, dials: DialLimits) {
    this.#deps = deps;
    this.#dials = dials;
  }

  /** Counts a handshake against the limits, and decides on it. */
  admit(dial: SocketDial): WsAdmission {
    const reply = this.#limit(dial);
    if (reply !== undefined) return { kind: "rejected", reply };
    const address = readWsAddress(dial.query);
    if (isRefusal(address)) return { kind: "rejected", reply: refused(address, JSON_TYPE).reply };
    return { kind: "admitted", desk: this.#deskFor(dial, address) };
  }

  #limit({ host, ip }: SocketDial): RestReply | undefined {
    const { limits, now } = this.#deps;
    const environment = environmentOf(host);
    const until = this.#dials.count(environment, ip);
    if (until !== undefined) return refused(tooManyDials(), retryHeaders(until - now())).reply;
    const verdict = limits.charge({
      pool: "api",
      endpoint: "connect",
      environment,
      weight: CONNECT_WEIGHT,
      ip,
      account: undefined,
    });
    if (verdict.status === "ok") return undefined;
    return tooMuch(verdict, poolHeaders(verdict), now()).reply;
  }

  #deskFor({ host }: SocketDial, address: WsAddress): SocketDesk {
    const session = new WsSession(address, environmentOf(host), this.#deps.subscriptions);
    return new WsDesk(host.host, session, this.#deps);
  }
}

function tooManyDials(): Refusal {
  return { status: 429, code: -1034, message: "Too many concurrent connections." };
}

function retryHeaders(ms: number): RestReply["headers"] {
  return { ...JSON_TYPE, "retry-after": String(Math.ceil(ms / 1000)) };
}
