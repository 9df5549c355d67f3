import { nginxPage } from "../rules/html-pages.ts";
import type { ClosedAround, FrameFault, HandshakeFault, MadeReply, RequestFault } from "./fault.ts";

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html" };

/** An answer made by a fault. */
export interface FaultReply {
  /** The HTTP status. */
  readonly status: number;
  /** Lower-cased names. Defaults to the content type that fits the body. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects become JSON. Defaults to an empty body. */
  readonly body?: string | object;
  /** Whether the exchange did what was asked before it answered this. Defaults to false. */
  readonly handled?: boolean;
}

/** How the exchange words a rate limit. */
export interface RateLimitReply {
  /**
   * The `Retry-After` header in seconds; the WebSocket API tells the time instead, as `error.data.retryAfter`.
   * Left out by default, as on futures.
   */
  readonly retryAfter?: number;
  /** The end of the ban, in epoch milliseconds: in the message of a 418, and in `error.data.retryAfter`. */
  readonly until?: number;
}

/** The three documented kinds of 503. */
const UNAVAILABLE = {
  A: { msg: "Unknown error, please check your request or try again later." },
  B: { msg: "Service Unavailable." },
  C: {
    code: -1008,
    msg: "Request throttled by system-level protection. Reduce-only/close-position orders are exempt. Please try again.",
  },
} as const;

/** Everything that can go wrong, to be given to `exchange.faults`. */
export const fault = {
  /** The request never arrives: the connection drops. */
  lostRequest: (): RequestFault => ({ on: "request", kind: "lostRequest" }),
  /** What was asked is done, and nobody hears of it: the connection drops. */
  lostReply: (): RequestFault => ({ on: "request", kind: "lostReply" }),
  /** No answer, until the client gives up; with `handled`, what was asked is done all the same. */
  hang: ({ handled = false }: { readonly handled?: boolean } = {}): RequestFault => ({
    on: "request",
    kind: "hang",
    handled,
  }),
  /** The request arrives, or the reply leaves, that many milliseconds late. Goes together with any other fault. */
  delay: ({
    requestMs = 0,
    replyMs = 0,
  }: {
    readonly requestMs?: number;
    readonly replyMs?: number;
  }): RequestFault => ({ on: "request", kind: "delay", requestMs, replyMs }),
  /** Another answer than the exchange's own. */
  reply: (reply: FaultReply): RequestFault => answer(reply),
  /** 503: `A` outcome unknown, `B` failed, `C` failed and not counted. */
  unavailable: (
    variant: keyof typeof UNAVAILABLE = "B",
    { handled = false }: { readonly handled?: boolean } = {},
  ): RequestFault =>
    answer({ status: 503, body: { code: -1000, ...UNAVAILABLE[variant] }, handled }),
  /** 500, -1001. */
  internalError: (): RequestFault =>
    answer({
      status: 500,
      body: {
        code: -1001,
        msg: "Internal error; unable to process your request. Please try again.",
      },
    }),
  /** 408, -1007: the backend did not answer in time, and what it did is unknown. */
  backendTimeout: ({ handled = false }: { readonly handled?: boolean } = {}): RequestFault =>
    answer({
      status: 408,
      body: {
        code: -1007,
        msg: "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
      },
      handled,
    }),
  /** 403 with HTML: the firewall. */
  firewall: (): RequestFault => answer({ status: 403, body: nginxPage("403 Forbidden") }),
  /** 410 with HTML: the endpoint is no more. */
  gone: (): RequestFault => answer({ status: 410, body: nginxPage("410 Gone") }),
  /** 401, -2015: the API key is not allowed. */
  unauthorized: (): RequestFault =>
    answer({
      status: 401,
      body: { code: -2015, msg: "Invalid API-key, IP, or permissions for action." },
    }),
  /** 429, -1003. */
  tooManyRequests: (options: RateLimitReply = {}): RequestFault =>
    rateLimit(429, "Too many requests; please use the websocket for live updates.", options),
  /** 418, -1003. */
  banned: (options: RateLimitReply = {}): RequestFault =>
    rateLimit(
      418,
      options.until === undefined
        ? "Way too many requests."
        : `Way too many requests; IP banned until ${options.until}. Please use the websocket for live updates to avoid bans.`,
      options,
    ),
  /** 200, done, with an empty body. */
  emptyBody: (): RequestFault => ({ on: "request", kind: "garble", body: "" }),
  /** 200, done, with JSON that breaks off. */
  brokenJson: (): RequestFault => ({ on: "request", kind: "garble", body: '{"listenKey":"' }),
  /** 200, done, with an HTML page. */
  htmlBody: (): RequestFault => ({ on: "request", kind: "garble", body: nginxPage("200 OK") }),
  /**
   * The connection is closed around a request: by default without a close frame, and behind the reply. Requests on
   * the WebSocket API; over HTTP it is a lost request, a lost reply, or nothing.
   */
  closeConnection: ({
    when = "afterReply",
    code = 1006,
    reason = "",
  }: Partial<Pick<ClosedAround, "when" | "code" | "reason">> = {}): RequestFault => ({
    on: "request",
    kind: "close",
    when,
    code,
    reason,
  }),
  /** POST: the live key is dropped without a word, and another one is handed out. */
  rotateKey: (): RequestFault => ({ on: "request", kind: "rotateKey" }),

  /** The connection is refused. */
  refuseSocket: (): HandshakeFault => ({ on: "handshake", kind: "refuse" }),
  /** The handshake is answered with an HTTP status. */
  rejectSocket: (status: number, body = ""): HandshakeFault => ({
    on: "handshake",
    kind: "reject",
    status,
    body,
  }),
  /** The handshake is never answered. */
  hangSocket: (): HandshakeFault => ({ on: "handshake", kind: "hang" }),
  /** The handshake is answered that many milliseconds late. Goes together with any other fault. */
  delaySocket: (ms: number): HandshakeFault => ({ on: "handshake", kind: "delay", ms }),
  /** The socket opens, and is closed after a while: with a close frame, or with 1006 without one. */
  closeSocket: ({
    code,
    reason = "",
    afterMs = 0,
  }: {
    readonly code: number;
    readonly reason?: string;
    readonly afterMs?: number;
  }): HandshakeFault => ({ on: "handshake", kind: "close", code, reason, afterMs }),
  /** The socket opens, and is half-open from the start or after a while: nothing arrives in either direction. */
  freezeSocket: ({ afterMs = 0 }: { readonly afterMs?: number } = {}): HandshakeFault => ({
    on: "handshake",
    kind: "freeze",
    afterMs,
  }),
  /** Everything that the socket is sent comes that many milliseconds late. Goes together with any other fault. */
  laggingSocket: (ms: number): HandshakeFault => ({ on: "handshake", kind: "lag", ms }),

  /** One socket misses an event. */
  dropFrame: (): FrameFault => ({ on: "frame", kind: "drop" }),
  /** One socket gets an event twice. */
  duplicateFrame: (): FrameFault => ({ on: "frame", kind: "duplicate" }),
  /** One socket gets an event as a binary frame. */
  binaryFrame: (): FrameFault => ({ on: "frame", kind: "binary" }),
  /** The connection of one socket ends in the middle of an event's frame. */
  tornFrame: (): FrameFault => ({ on: "frame", kind: "tear" }),
  /** One socket gets an event, and whatever comes after it, that many milliseconds late. */
  delayFrame: (ms: number): FrameFault => ({ on: "frame", kind: "delay", ms }),
  /** One socket gets another text instead of the event. */
  corruptFrame: (text = '{"e":"ORDER_TRADE_UPDATE","E":'): FrameFault => ({
    on: "frame",
    kind: "corrupt",
    text,
  }),
} as const;

function answer(reply: FaultReply): MadeReply {
  const { status, body = "", handled = false } = reply;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = reply.headers ?? (text.startsWith("<") ? HTML_TYPE : JSON_TYPE);
  const code = typeof body === "object" && "code" in body ? Number(body.code) : undefined;
  return { on: "request", kind: "reply", status, headers, body: text, code, handled };
}

function rateLimit(
  status: number,
  msg: string,
  { retryAfter, until }: RateLimitReply,
): RequestFault {
  const headers =
    retryAfter === undefined ? JSON_TYPE : { ...JSON_TYPE, "retry-after": String(retryAfter) };
  const afterMs = retryAfter === undefined ? undefined : retryAfter * 1000;
  return {
    ...answer({ status, headers, body: { code: -1003, msg } }),
    release: { at: until, afterMs },
  };
}
