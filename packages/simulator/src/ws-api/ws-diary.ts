import type { WritableLog } from "../log/exchange-log.ts";
import type { WsRequestRecord } from "../log/log-record.ts";
import type { Connection } from "../sockets/connection.ts";
import type { WsExchange } from "./ws-exchange.ts";

/** What became of a request. */
export type WsFate = WsRequestRecord["fate"];

/** Writes down the requests of sockets of one host. */
export class WsDiary {
  readonly #host: string;
  readonly #log: WritableLog;

  constructor(host: string, log: WritableLog) {
    this.#host = host;
    this.#log = log;
  }

  /** A request whose fate is known. */
  write(socket: Connection, { at, request, call, ...exchange }: WsExchange, fate: WsFate): void {
    if (!this.#log.wanted) return;
    const { subject, answer, fault } = exchange;
    this.#log.write({
      kind: "wsRequest",
      at,
      // An unknown method may be anything, a secret too.
      method: call === undefined ? "?" : request.method,
      fate,
      ...this.#placeOf(socket),
      ...(call !== undefined && { call }),
      ...subject,
      ...(answer?.subscription !== undefined && { subscription: answer.subscription }),
      ...(answer !== undefined && { status: answer.status }),
      ...(answer?.code !== undefined && { code: answer.code }),
      ...(fault !== undefined && { fault: fault.kind }),
    });
  }

  /** A frame that was no request. */
  writeMalformed(socket: Connection, at: number, answer: { status: number; code: number }): void {
    const { status, code } = answer;
    this.#log.write({
      kind: "wsRequest",
      at,
      ...this.#placeOf(socket),
      method: "?",
      status,
      code,
      fate: "answered",
    });
  }

  #placeOf({ id, peer }: Connection): Pick<WsRequestRecord, "socket" | "host" | "client" | "ip"> {
    return { socket: id, host: this.#host, ...peer };
  }
}
