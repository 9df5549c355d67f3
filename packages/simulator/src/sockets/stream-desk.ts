import type { WritableLog } from "../log/exchange-log.ts";
import type { Dialect } from "../rules/dialect.ts";
import type { SocketTerms } from "../rules/socket-terms.ts";
import type { Connection } from "./connection.ts";
import type { SocketDesk } from "./socket-desk.ts";
import { StreamList, type StreamListDeps, type StreamPlace, type Tuning } from "./stream-list.ts";
import type { StreamName } from "./stream-name.ts";
import {
  readStreamRequest,
  TOO_MANY_STREAMS,
  type RequestId,
  type StreamRefusal,
  type StreamRequest,
} from "./stream-request.ts";

/** The close code for a client that asks too much. */
const POLICY = 1008;

/** What a {@link StreamDesk} needs. */
export interface StreamDeskDeps extends StreamListDeps {
  readonly now: () => number;
  readonly log: WritableLog;
  readonly dialect: Dialect;
}

/** Answers `SUBSCRIBE` and the like on one socket of a stream host, and keeps the list of its streams. */
export class StreamDesk implements SocketDesk {
  readonly #place: StreamPlace;
  readonly #terms: SocketTerms;
  readonly #deps: StreamDeskDeps;
  readonly #list: StreamList;

  constructor(place: StreamPlace, terms: SocketTerms, deps: StreamDeskDeps) {
    this.#place = place;
    this.#terms = terms;
    this.#deps = deps;
    this.#list = new StreamList(place, deps);
  }

  /** What the socket hears by now. */
  get tuning(): Tuning {
    return this.#list.tuning;
  }

  /** Puts the streams of the socket's URL on the list. {@link opened} makes them heard. */
  named(names: readonly StreamName[]): void {
    this.#list.add(names, this.#place.route.keys);
  }

  /** The socket is open. */
  opened(socket: Connection): void {
    this.#list.tune(socket);
    if (this.#isTooLong) this.#refuseMore(socket);
  }

  received(socket: Connection, text: string): void {
    const request = readStreamRequest(text, this.#terms.requestIds);
    if ("code" in request) answerError(socket, request);
    else this.#carryOut(socket, request);
  }

  #carryOut(socket: Connection, request: StreamRequest): void {
    switch (request.method) {
      case "SUBSCRIBE":
      case "UNSUBSCRIBE":
        this.#change(socket, request);
        return;
      case "SET_PROPERTY":
        socket.isWrapped = request.combined;
        this.#list.tune(socket);
        answer(socket, request.id, null);
        return;
      case "LIST_SUBSCRIPTIONS":
        if (this.#answersQuestions) answer(socket, request.id, this.#list.names);
        return;
      case "GET_PROPERTY":
        if (this.#answersQuestions) answer(socket, request.id, socket.isWrapped);
    }
  }

  #change(
    socket: Connection,
    { method, id, names }: Extract<StreamRequest, { readonly names: unknown }>,
  ): void {
    if (method === "SUBSCRIBE") this.#list.add(names, "subscribe");
    else this.#list.remove(names);
    if (this.#isTooLong) {
      this.#refuseMore(socket, id);
      return;
    }
    const { log, now } = this.#deps;
    if (log.wanted) {
      log.write({ kind: "socketRetuned", at: now(), socket: socket.id, ...this.#list.tuning });
    }
    answer(socket, id, null);
    this.#list.tune(
      socket,
      names.map(({ listenKey }) => listenKey),
    );
  }

  get #isTooLong(): boolean {
    return this.#list.length > this.#terms.streams;
  }

  get #answersQuestions(): boolean {
    return this.#deps.dialect[this.#place.route.probes] === "answered";
  }

  #refuseMore(socket: Connection, id?: RequestId): void {
    answerError(socket, { ...TOO_MANY_STREAMS, ...(id !== undefined && { id }) });
    socket.close(POLICY, TOO_MANY_STREAMS.msg);
  }
}

function answer(socket: Connection, id: RequestId, result: unknown): void {
  socket.send(JSON.stringify({ result, id }));
}

function answerError(socket: Connection, { id, ...error }: StreamRefusal): void {
  socket.send(JSON.stringify({ error, ...(id !== undefined && { id }) }));
}
