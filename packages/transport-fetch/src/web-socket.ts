import { systemClock } from "@listenkey/core/transport";
import type { Socket, SocketEnd, SocketHandlers } from "@listenkey/core/transport";
import { configurationError, transportErrorFrom } from "@listenkey/core/transport";

/** A class of WebSockets: the runtime's own, or that of `ws`. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** As much of a `WebSocket` as the transport needs. */
export interface WebSocketLike {
  /** Set to `arraybuffer`. */
  binaryType: string;
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  /** Sends a text frame. */
  send(text: string): void;
  /** Begins the closing handshake. */
  close(code?: number, reason?: string): void;
  /** Drops the connection at once, where the class can (`ws`, Bun). */
  terminate?(): void;
  /** Listens as `EventTarget` does. */
  addEventListener(type: "open", listener: () => void): void;
  /** Calls a listener for each frame. */
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  /** Calls a listener when it fails. */
  addEventListener(type: "error", listener: (event: object) => void): void;
  /** Calls a listener when it has closed. */
  addEventListener(
    type: "close",
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

/** `readyState` while the handshake is under way, and once it is done. */
const CONNECTING = 0;
const OPEN = 1;

/** The close code that stands for "no close frame". */
const NO_CLOSE_FRAME = 1006;

/** How long a closing handshake may take. */
const CLOSING_MS = 1_000;

/** Opens a WebSocket of the given class. Its events come in tasks of their own, so never before this returns. */
export function openSocket(
  WebSocket: WebSocketConstructor,
  url: string,
  handlers: SocketHandlers,
): Socket {
  const socket = construct(WebSocket, url);
  socket.binaryType = "arraybuffer";
  // Nobody once the socket has ended or its owner has closed it. The listeners stay: `ws` throws an `error` nobody hears.
  let owner: SocketHandlers | undefined = handlers;
  let opened = false;
  let cause: unknown;
  const end = (how: SocketEnd): void => {
    const told = owner;
    owner = undefined;
    told?.end(how);
  };

  socket.addEventListener("open", () => {
    opened = true;
    owner?.open();
  });
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") owner?.message(data);
    else owner?.unreadable(sizeOf(data));
  });
  socket.addEventListener("error", (event) => {
    cause = "error" in event ? event.error : undefined;
    // A handshake that failed: Node 22 fires no `close` after it, and Bun one with a code of its own making.
    if (!opened) end(brokenOff(cause));
  });
  socket.addEventListener("close", ({ code, reason }) => {
    end(opened && isCloseFrame(code) ? { code, reason } : brokenOff(cause));
  });

  return {
    send(text) {
      if (owner !== undefined && socket.readyState === OPEN) socket.send(text);
    },
    close(code = 1000, reason = "") {
      if (owner === undefined) return;
      owner = undefined;
      shut(socket, code, reason);
    },
  };
}

/** The constructor throws on URLs it dislikes, and prints them; some throw where a page may not use `ws:`. */
function construct(WebSocket: WebSocketConstructor, url: string): WebSocketLike {
  try {
    return new WebSocket(url);
  } catch {
    throw configurationError(
      "The runtime's WebSocket refuses the URL; it must be a wss: URL (ws: only where the page allows it) without a fragment",
    );
  }
}

/** Ends a socket politely, and roughly if the peer takes too long and the class knows how. */
function shut(socket: WebSocketLike, code: number, reason: string): void {
  const shaking = socket.readyState === CONNECTING;
  try {
    socket.close(code, reason);
  } catch {
    // A code or reason that may not be sent must not leave the socket open.
    socket.close();
  }
  if (shaking || socket.terminate === undefined) return;
  // Need not hold the process: while it is pending, the connection does.
  const cancel = systemClock.setTimer(CLOSING_MS, () => socket.terminate?.(), { ref: false });
  socket.addEventListener("close", cancel);
}

/** Whether a close code came with a close frame: 1006 is no frame, and so is the 0 of Deno. */
function isCloseFrame(code: number): boolean {
  return code >= 1000 && code !== NO_CLOSE_FRAME;
}

function brokenOff(cause: unknown): SocketEnd {
  return { code: NO_CLOSE_FRAME, reason: "", error: transportErrorFrom(cause) };
}

/** Binary frames come as an `ArrayBuffer`, or as a `Blob` where `binaryType` is ignored. */
function sizeOf(data: unknown): number {
  if (typeof data !== "object" || data === null) return 0;
  if ("byteLength" in data) return Number(data.byteLength);
  return "size" in data ? Number(data.size) : 0;
}
