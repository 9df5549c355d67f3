import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { WebSocketServer } from "ws";
import type { Marks } from "./marks.ts";

/** A handshake at the peer. */
export interface Handshake {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
  readonly query: URLSearchParams;
  readonly marks: Marks;
}

/** What happens to a socket that was accepted. */
type SocketRoute = (socket: WebSocket, handshake: Handshake) => void;

const socketRoutes: Readonly<Record<string, SocketRoute>> = {
  "/echo": (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  },

  "/burst": (socket, { query }) => {
    for (let n = 0; n < Number(query.get("frames")); n++) socket.send(String(n));
  },

  "/binary": (socket) => {
    socket.send(Uint8Array.of(1, 2, 3, 4, 5));
    socket.send("after");
  },

  "/ping": (socket) => {
    socket.ping("one");
    socket.pong("two");
    socket.send("after");
  },

  "/close": (socket, { query }) => {
    const code = query.get("code");
    if (code === null) socket.close();
    else socket.close(Number(code), query.get("reason") ?? "");
  },

  "/gone": (socket) => {
    socket.on("message", () => socket.terminate());
  },

  // Tells how its owner closed it, and what arrived before.
  "/watch": (socket, { query, marks }) => {
    const mark = `closed ${query.get("id")}`;
    const frames: string[] = [];
    marks.forget(mark);
    socket.on("message", (data: Buffer) => frames.push(data.toString()));
    socket.on("close", (code, reason) => {
      marks.set(mark, { code, reason: reason.toString(), frames });
    });
  },

  // Reads what comes and understands nothing, a close frame included.
  "/deaf": (socket, { stream, query, marks }) => {
    stream.once("close", () => marks.set(`gone ${query.get("id")}`));
    stream.removeAllListeners("data").resume();
    socket.send("open");
  },
};

/** The WebSocket half of the peer. */
export class PeerSockets {
  readonly #server = new WebSocketServer({ noServer: true });

  /** Answers one handshake. */
  accept(pathname: string, handshake: Handshake): void {
    const { request, stream, head } = handshake;
    if (pathname === "/refuse") return refuse(handshake);
    if (pathname === "/hang") return hang(handshake);
    const route = socketRoutes[pathname];
    if (route === undefined) return void stream.destroy();
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      socket.on("error", () => {}); // a client that vanishes is none of the peer's concern
      route(socket, handshake);
    });
  }
}

/** An HTTP answer instead of a socket: whole, or with a body that is cut, stalls, or never ends. */
function refuse({ stream, query, marks }: Handshake): void {
  const text = "no entry ";
  const body = query.get("body") ?? "whole";
  const lengths: Record<string, string> = { whole: `${text.length}`, cut: "100", stall: "100" };
  const head = [`HTTP/1.1 ${query.get("status")} Refused`, "X-Why: Test", "Location: /echo"];
  if (lengths[body] !== undefined) head.push(`Content-Length: ${lengths[body]}`);
  stream.write([...head, "Connection: close", "", text].join("\r\n"));
  let bytes = 0;
  stream.once("close", () => marks.set(`gone ${query.get("id")}`, { bytes }));
  stream.once("end", () => stream.end()).resume();
  if (body === "whole" || body === "cut") stream.end();
  if (body === "endless") {
    const chunk = Buffer.alloc(65_536, "no entry ");
    const more = (): void => {
      do bytes += chunk.length;
      while (stream.write(chunk));
    };
    stream.on("drain", more);
    more();
  }
}

/** No answer at all. */
function hang({ stream, query, marks }: Handshake): void {
  const id = query.get("id");
  stream.once("close", () => marks.set(`gone ${id}`));
  stream.on("end", () => stream.end());
  stream.resume();
  marks.set(`arrived ${id}`);
}
