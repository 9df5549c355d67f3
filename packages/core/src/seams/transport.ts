import type { ListenKeyError } from "../errors.ts";

/**
 * The only way to the outside. It moves bytes and has no policy: no retries, no JSON, no keys, no product.
 *
 * `http:` and `ws:` to a host that is not loopback are refused with `CONFIGURATION` unless
 * {@link Transport.allowInsecure} is true; use `assertSecureUrl` from `@listenkey/core/transport`.
 */
export interface Transport {
  /** Shown in errors, e.g. `fetch`. */
  readonly name: string;
  /** Whether `http:` and `ws:` are allowed to hosts that are not loopback. Defaults to false. */
  readonly allowInsecure?: boolean;
  /**
   * Moves one request and resolves with whatever came back, on any HTTP status, once the body has been read to
   * its end. Rejects only with `NETWORK`, `TIMEOUT` or `ABORTED`, made by `transportErrorFrom`, or `CONFIGURATION`
   * for a URL it refuses.
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /**
   * Opens a WebSocket. What happens to it arrives at the handlers in order, never before `connect` has returned.
   * A failure to connect is an end like any other; `connect` itself throws only `CONFIGURATION`.
   */
  connect(request: SocketRequest, handlers: SocketHandlers): Socket;
  /** Drops idle connections. Whoever made the transport calls it. */
  close?(): void;
}

/** One HTTP request. */
export interface HttpRequest {
  /** The HTTP method. */
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Absolute URL, query string included. */
  readonly url: string;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is; its content type is among the headers. */
  readonly body?: string;
  /** Ends the request: with a `TimeoutError` as reason it timed out, with any other it was aborted. */
  readonly signal: AbortSignal;
  /**
   * The same in a lighter form, for transports that need no real signal: {@link signal} is then made when it is first
   * read. Absent where there was a signal anyway, and in copies of a request: they may have another signal.
   */
  readonly lightSignal?: RequestSignal;
}

/** As much of an `AbortSignal` as ends a request. */
export interface RequestSignal {
  /** Whether the request has been ended. */
  readonly aborted: boolean;
  /** Why: a `TimeoutError`, or anything else. */
  readonly reason: unknown;
  /** Calls back once when that happens. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Calls back no more. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What the exchange answered. */
export interface HttpResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Lower-cased names; values of a repeated header joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body as text, `""` if there was none. */
  readonly body: string;
}

/** One WebSocket to open. */
export interface SocketRequest {
  /** Absolute `wss:` or `ws:` URL. It may carry a listen key: never print it whole. */
  readonly url: string;
}

/** Where the owner of a socket hears what happens to it. */
export interface SocketHandlers {
  /** The handshake is done; frames can be sent. */
  open(): void;
  /** A text frame arrived. */
  message(text: string): void;
  /** Something arrived that is no text frame; only its size is told. */
  unreadable(byteLength: number): void;
  /** A ping or pong frame was seen. Runtimes that hide those never call it. */
  activity(): void;
  /** The socket has ended, or never opened. Called once and last, and never after {@link Socket.close}. */
  end(end: SocketEnd): void;
}

/** How a socket ended. */
export interface SocketEnd {
  /** The close code as in RFC 6455; 1006 when there was no close frame. */
  readonly code: number;
  /** The server's reason, often `""`. */
  readonly reason: string;
  /** Why there was no close frame: always `NETWORK`. Absent after a close frame. */
  readonly error?: ListenKeyError;
  /** The HTTP answer to a refused handshake, where the runtime shows it. */
  readonly refusal?: HttpResponse;
}

/** An open, or opening, WebSocket. It has one owner. */
export interface Socket {
  /** Sends one text frame. Does nothing unless the socket is open. */
  send(text: string): void;
  /**
   * Ends the socket from any state, at once as far as the owner can see: no handler is called after it.
   * The closing handshake, if there is one, goes on behind it for at most a second where the runtime allows.
   *
   * @param code 1000 (the default) or 3000 to 4999.
   */
  close(code?: number, reason?: string): void;
}
