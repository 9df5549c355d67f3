import { transportErrorFrom } from "../seams/transport-error.ts";
import type {
  HttpRequest,
  HttpResponse,
  Socket,
  SocketHandlers,
  SocketRequest,
  Transport,
} from "../seams/transport.ts";

/** Answers a request by itself; return nothing to leave it to the test. */
export type ScriptedAnswer = (request: HttpRequest) => ScriptedReply | undefined;

/** What a request is answered with: an HTTP response, or `"lost"` as if the connection dropped. */
export type ScriptedReply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | "lost";

/** A request that the code under test has sent. */
export interface ScriptedRequest extends HttpRequest {
  /** Whether it has been answered, lost or aborted. */
  readonly settled: boolean;
  /** Answers it. Objects become JSON. */
  reply(answer: ScriptedReply): void;
}

/** A socket that the code under test has opened. */
export interface ScriptedSocket extends SocketRequest {
  /** Calls the handlers, as the network would. Nothing reaches them once the owner has closed it. */
  readonly handlers: SocketHandlers;
  /** The frames that were sent. */
  readonly sent: readonly string[];
  /** The code it was closed with by its owner. */
  readonly closed: number | undefined;
}

/** A transport whose other end is the test. */
export interface ScriptedTransport extends Transport {
  /** Every request so far. */
  readonly requests: readonly ScriptedRequest[];
  /** The requests that wait for an answer. */
  readonly waiting: readonly ScriptedRequest[];
  /** Every socket so far. */
  readonly sockets: readonly ScriptedSocket[];
}

/** Makes a {@link ScriptedTransport}. */
export function scriptedTransport(answer: ScriptedAnswer = () => undefined): ScriptedTransport {
  const requests: ScriptedRequest[] = [];
  const sockets: ScriptedSocket[] = [];
  return {
    name: "scripted",
    requests,
    sockets,
    get waiting() {
      return requests.filter((request) => !request.settled);
    },
    send(request) {
      return new Promise<HttpResponse>((resolve, reject) => {
        const scripted = scriptRequest(request, resolve, reject);
        requests.push(scripted);
        const reply = answer(request);
        if (reply !== undefined) scripted.reply(reply);
      });
    },
    connect(request, handlers) {
      const { socket, scripted } = scriptSocket(request, handlers);
      sockets.push(scripted);
      return socket;
    },
  };
}

function scriptRequest(
  request: HttpRequest,
  resolve: (response: HttpResponse) => void,
  reject: (error: Error) => void,
): ScriptedRequest {
  let settled = false;
  const settle = (action: () => void): void => {
    if (settled) return;
    settled = true;
    request.signal.removeEventListener("abort", abort);
    action();
  };
  const abort = (): void => settle(() => reject(transportErrorFrom(undefined, request.signal)));
  request.signal.addEventListener("abort", abort);
  if (request.signal.aborted) abort();
  return {
    ...request,
    get settled() {
      return settled;
    },
    reply(answer) {
      settle(() => {
        if (answer === "lost") reject(transportErrorFrom(undefined));
        else
          resolve({
            status: answer.status,
            headers: answer.headers ?? {},
            body: textOf(answer.body),
          });
      });
    },
  };
}

function scriptSocket(
  request: SocketRequest,
  handlers: SocketHandlers,
): { socket: Socket; scripted: ScriptedSocket } {
  const sent: string[] = [];
  let closed: number | undefined;
  let state: "connecting" | "open" | "over" = "connecting";
  const unlessOver = (handler: () => void): void => {
    if (state !== "over") handler();
  };
  const scripted: ScriptedSocket = {
    ...request,
    sent,
    get closed() {
      return closed;
    },
    handlers: {
      open: () =>
        unlessOver(() => {
          state = "open";
          handlers.open();
        }),
      message: (text) => unlessOver(() => handlers.message(text)),
      unreadable: (byteLength) => unlessOver(() => handlers.unreadable(byteLength)),
      activity: () => unlessOver(() => handlers.activity()),
      end: (end) =>
        unlessOver(() => {
          state = "over";
          handlers.end(end);
        }),
    },
  };
  const socket: Socket = {
    send(text) {
      if (state === "open") sent.push(text);
    },
    close(code = 1000) {
      if (state === "over") return;
      state = "over";
      closed = code;
    },
  };
  return { socket, scripted };
}

function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}
