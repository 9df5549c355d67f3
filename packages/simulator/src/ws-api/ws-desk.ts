import type { ClosedAround, MadeReply } from "../faults/fault.ts";
import { delayOf, isDeciding } from "../faults/request-faults.ts";
import { isRefusal, type Refusal } from "../rules/refusals.ts";
import { WS_API_PATH } from "../rules/ws-methods.ts";
import { withMicroseconds } from "../rules/notices.ts";
import type { Connection } from "../sockets/connection.ts";
import { exactJson } from "../sockets/exact-json.ts";
import type { SimulatedEvent } from "../sockets/simulated-event.ts";
import type { SocketDesk } from "../sockets/socket-desk.ts";
import { Pipe } from "../time/pipe.ts";
import { failure, type WsAnswer } from "./ws-answer.ts";
import type { WsApiDeps } from "./ws-api-deps.ts";
import { WsClerk } from "./ws-clerk.ts";
import { WsDiary } from "./ws-diary.ts";
import { callOf, subjectOf, type WsExchange } from "./ws-exchange.ts";
import { garbled, madeBy, releaseAt } from "./ws-fault-answers.ts";
import { readRequest, type WsRequest } from "./ws-request.ts";
import type { WsSession } from "./ws-session.ts";

/** How many frames that are no requests a socket may send; the last one closes it. */
const MOST_MALFORMED = 3;
/** The close code for a client that does not keep to the terms. */
const POLICY = 1008;
/** How long the dialect holds back an acknowledgement, so that events come before it. */
const LATE_ACKNOWLEDGEMENT_MS = 100;

/**
 * Takes the requests of one socket of the WebSocket API, and stands between them and the faults. They are carried
 * out and answered in the order they came in: one that is late holds up those behind it. Events pass them by.
 */
export class WsDesk implements SocketDesk {
  readonly #host: string;
  readonly #session: WsSession;
  readonly #deps: WsApiDeps;
  readonly #clerk: WsClerk;
  readonly #diary: WsDiary;
  readonly #inbox: Pipe;
  readonly #outbox: Pipe;
  readonly #pending = new Set<WsExchange>();
  #malformed = 0;

  constructor(host: string, session: WsSession, deps: WsApiDeps) {
    this.#host = host;
    this.#session = session;
    this.#deps = deps;
    this.#clerk = new WsClerk(session, deps);
    this.#diary = new WsDiary(host, deps.log);
    this.#inbox = new Pipe(deps.timers);
    this.#outbox = new Pipe(deps.timers);
  }

  get accounts(): readonly string[] {
    return this.#session.subscriptions.active.map(({ account }) => account);
  }

  noticeOf(event: SimulatedEvent): string {
    const { inMicroseconds } = this.#session.address;
    return `{"event":${exactJson(inMicroseconds ? withMicroseconds(event) : event)}}`;
  }

  received(socket: Connection, text: string): void {
    const request = readRequest(text);
    if (isRefusal(request)) this.#refuseFrame(socket, request);
    else this.#take(socket, request);
  }

  ended(socket: Connection): void {
    this.#inbox.clear();
    this.#outbox.clear();
    for (const exchange of this.#pending) {
      this.#conclude(socket, exchange, exchange.answer === undefined ? "requestLost" : "replyLost");
    }
    for (const one of this.#session.subscriptions.active) {
      this.#deps.subscriptions.end(one, "socket");
    }
  }

  #refuseFrame(socket: Connection, refusal: Refusal): void {
    this.#malformed += 1;
    socket.send(failure({ id: null }, refusal).text);
    this.#diary.writeMalformed(socket, this.#deps.now(), refusal);
    if (this.#malformed >= MOST_MALFORMED) socket.close(POLICY, "disconnected");
  }

  #take(socket: Connection, request: WsRequest): void {
    const subject = subjectOf(request, { session: this.#session, deps: this.#deps });
    const call = callOf(request);
    const { account, product } = subject;
    const faults = this.#deps.faults.strike("request", {
      accounts: account === undefined ? [] : [account],
      products: product === undefined ? [] : [product],
      call,
      method: request.method,
      host: this.#host,
      path: WS_API_PATH,
      socket: socket.id,
      ...socket.peer,
    });
    const exchange: WsExchange = { at: this.#deps.now(), request, call, subject, faults };
    this.#pending.add(exchange);
    this.#inbox.put(() => this.#handle(socket, exchange), delayOf(faults, "requestMs"));
  }

  #handle(socket: Connection, exchange: WsExchange): void {
    const fault = exchange.faults.find(isDeciding);
    exchange.fault = fault;
    switch (fault?.kind) {
      case "lostRequest":
        socket.cut(fault.kind);
        break;
      case "lostReply":
        this.#act(socket, exchange);
        socket.cut(fault.kind);
        break;
      case "close":
        this.#closeAround(socket, exchange, fault);
        break;
      case "hang":
        if (fault.handled) this.#act(socket, exchange).afterwards?.();
        this.#conclude(socket, exchange, "hung");
        break;
      case "reply":
        this.#reply(socket, exchange, this.#actOtherwise(socket, exchange, fault));
        break;
      default:
        this.#reply(socket, exchange, garbled(this.#act(socket, exchange), fault));
    }
  }

  #act(socket: Connection, exchange: WsExchange): WsAnswer {
    const answer = this.#clerk.answer(socket, exchange);
    exchange.answer = answer;
    return answer;
  }

  /** What a fault answers; what was asked may be done all the same. */
  #actOtherwise(socket: Connection, exchange: WsExchange, fault: MadeReply): WsAnswer {
    this.#noteLimit(socket, exchange, fault);
    const done = fault.handled ? this.#act(socket, exchange) : {};
    return { ...done, ...madeBy(exchange.request.id, fault, this.#deps.now()) };
  }

  /** To those who read the log, a limit that a fault has made up is as good as any other. */
  #noteLimit(socket: Connection, { subject }: WsExchange, { status, release }: MadeReply): void {
    if (status !== 429 && status !== 418) return;
    this.#deps.limits.noteFault(
      {
        pool: "api",
        environment: this.#session.environment,
        ip: socket.ip,
        account: subject.account,
      },
      status === 429 ? "limited" : "banned",
      releaseAt(release, this.#deps.now()),
    );
  }

  #closeAround(socket: Connection, exchange: WsExchange, fault: ClosedAround): void {
    const close = (): void => socket.close(fault.code, fault.reason);
    const answer = fault.when === "beforeRequest" ? undefined : this.#act(socket, exchange);
    if (fault.when === "afterReply" && answer !== undefined) {
      this.#reply(socket, exchange, { ...answer, afterwards: close });
    } else close();
  }

  #reply(socket: Connection, exchange: WsExchange, answer: WsAnswer): void {
    exchange.answer = answer;
    const isHeldBack =
      this.#deps.dialect.eventsBeforeAck && exchange.call === "subscribe" && answer.status === 200;
    const delayMs =
      delayOf(exchange.faults, "replyMs") + (isHeldBack ? LATE_ACKNOWLEDGEMENT_MS : 0);
    this.#outbox.put(() => {
      socket.dispatch({
        put: (link) => link.send(answer.text),
        sent: () => this.#conclude(socket, exchange, "answered"),
        lost: () => this.#conclude(socket, exchange, "replyLost"),
      });
      answer.afterwards?.();
    }, delayMs);
  }

  #conclude(
    socket: Connection,
    exchange: WsExchange,
    fate: "answered" | "requestLost" | "replyLost" | "hung",
  ): void {
    if (!this.#pending.delete(exchange)) return;
    this.#diary.write(socket, exchange, { fate, at: this.#deps.now() });
  }
}
