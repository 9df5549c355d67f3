import type { Agent } from "node:http";
import type { Socket, SocketEnd, SocketHandlers } from "@listenkey/core/transport";
import { transportErrorFrom } from "@listenkey/core/transport";
// @ts-types="npm:@types/ws@^8.18.2"
import type { WebSocket } from "ws";
import { readRefusal } from "./refusal.ts";

/** What a {@link NodeSocket} is made of. */
export interface NodeSocketOptions {
  readonly url: string;
  readonly handlers: SocketHandlers;
  readonly agent: Agent | undefined;
}

/** The close code that stands for "no close frame". */
const NO_CLOSE_FRAME = 1006;

/** Events are small and come one by one, so deflating them costs more than it saves. Whoever began it, closing is bounded. */
const WS_OPTIONS = { perMessageDeflate: false, closeTimeout: 1_000 };

/** A socket of `ws`, which is loaded when the first one is opened. */
export class NodeSocket implements Socket {
  /** Nobody once the socket has ended or its owner has closed it. */
  #owner: SocketHandlers | undefined;
  /** Nothing until `ws` is loaded. */
  #socket: WebSocket | undefined;
  #cause: unknown;

  constructor({ url, handlers, agent }: NodeSocketOptions) {
    this.#owner = handlers;
    import("ws")
      .then(({ WebSocket }) => {
        if (this.#owner === undefined) return;
        this.#socket = new WebSocket(url, { ...WS_OPTIONS, agent });
        this.#listen(this.#socket);
      })
      .catch((cause: unknown) => this.#end(brokenOff(cause)));
  }

  send(text: string): void {
    const socket = this.#socket;
    if (this.#owner !== undefined && socket?.readyState === socket?.OPEN) socket?.send(text);
  }

  close(code = 1000, reason = ""): void {
    if (this.#owner === undefined) return;
    this.#owner = undefined;
    try {
      this.#socket?.close(code, reason);
    } catch {
      // A code or reason that may not be sent must not leave the socket open.
      this.#socket?.close();
    }
  }

  /** The listeners stay for good: `ws` throws an `error` that nobody hears, and emits one for a handshake broken off. */
  #listen(socket: WebSocket): void {
    socket.on("open", () => this.#owner?.open());
    socket.on("message", (data, isBinary) => {
      const bytes = data as Buffer; // as long as `binaryType` is left alone
      if (isBinary) this.#owner?.unreadable(bytes.byteLength);
      else this.#owner?.message(bytes.toString());
    });
    socket.on("ping", () => this.#owner?.activity());
    socket.on("pong", () => this.#owner?.activity());
    socket.on("unexpected-response", (_request, incoming) => {
      readRefusal(incoming, (refusal) => {
        this.#end({ ...brokenOff(undefined), refusal });
        socket.terminate();
      });
    });
    socket.on("error", (cause) => {
      this.#cause = cause;
    });
    socket.on("close", (code, reason) => {
      this.#end(
        code === NO_CLOSE_FRAME ? brokenOff(this.#cause) : { code, reason: reason.toString() },
      );
    });
  }

  #end(end: SocketEnd): void {
    const owner = this.#owner;
    this.#owner = undefined;
    owner?.end(end);
  }
}

function brokenOff(cause: unknown): SocketEnd {
  return { code: NO_CLOSE_FRAME, reason: "", error: transportErrorFrom(cause) };
}
