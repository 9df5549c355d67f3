import type { WritableLog } from "../log/exchange-log.ts";
import type { WsRequestRecord } from "../log/log-record.ts";
import type { Connection } from "../sockets/connection.ts";
import type { WsAnswer } from "./ws-answer.ts";
import type { WsExchange } from "./ws-exchange.ts";

/** What became of a request, and when that was known. */
export interface WsEnd {
  readonly fate: WsRequestRecord["fate"];
  /** In epoch milliseconds. */
  readonly at: number;
}

/** Writes down the requests of sockets of one host. */
export class WsDiary {
  readonly #host: string;
  readonly #log: WritableLog;

  constructor(host: string, log: WritableLog) {
    this.#host = host;
    this.#log = log;
  }

  /** A request whose fate is known. */
  write(socket: Connection, exchange: WsExchange, { fate, at: now }: WsEnd): void {
    if (!this.#log.wanted) return;
    const { at, request, call, subject, answer, fault } = exchange;
    const isLate = fate === "answered" && now > at;
    this.#log.write({
      kind: "wsRequest",
      at,
      // An unknown method may be anything, a secret too.
      method: call === undefined ? "?" : request.method,
      fate,
      ...(isLate && { answeredAt: now }),
      ...this.#placeOf(socket),
      ...(call !== undefined && { call }),
      ...subject,
      ...factsOf(answer),
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

function factsOf(
  answer: WsAnswer | undefined,
): Pick<WsRequestRecord, "subscription" | "status" | "code"> {
  if (answer === undefined) return {};
  const { subscription, status, code } = answer;
  return {
    ...(subscription !== undefined && { subscription }),
    status,
    ...(code !== undefined && { code }),
  };
}
