import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import type { ExchangeGate } from "../../exchange-gate.ts";
import type { RestReply } from "../../gate/rest-call.ts";
import type { HostRules } from "../../rules/hosts.ts";
import type { ServerSocket, SocketLink } from "../../sockets/connection.ts";
import { ipOf, splitTarget } from "./incoming.ts";

/** What the server is to its WebSocket clients. */
export interface SocketFace {
  readonly gate: ExchangeGate;
  readonly host: HostRules;
  readonly handshakes: WebSocketServer;
}

/** A handshake, as `node:http` hands it over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Brings one handshake in, and carries out what comes of it. */
export async function serveUpgrade(face: SocketFace, upgrade: Upgrade): Promise<void> {
  const { request, socket, head } = upgrade;
  const ignore = (): void => undefined;
  socket.on("error", ignore);
  const outcome = await face.gate.dial({
    host: face.host,
    ...splitTarget(request.url ?? "/"),
    ip: ipOf(request),
    client: "http",
  });
  if (outcome.kind === "refused") socket.destroy();
  if (outcome.kind === "rejected") reject(socket, outcome.reply);
  if (outcome.kind !== "open" || socket.destroyed) return;
  socket.off("error", ignore);
  face.handshakes.handleUpgrade(request, socket, head, (ws) => {
    join(ws, outcome.attach(linkTo(ws)));
  });
}

function reject(socket: Duplex, { status, headers, body }: RestReply): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

function linkTo(ws: WebSocket): SocketLink {
  return {
    send: (text) => ws.send(text),
    close: (code, reason) => ws.close(code, reason),
    destroy: () => ws.terminate(),
    // A paused socket reads neither frames nor pings nor the client's leave-taking.
    freeze: () => ws.pause(),
  };
}

function join(ws: WebSocket, server: ServerSocket): void {
  ws.on("message", (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) server.received(data.toString());
  });
  ws.on("close", () => server.gone());
  // What goes wrong on the wire ends in a close.
  ws.on("error", () => undefined);
}
