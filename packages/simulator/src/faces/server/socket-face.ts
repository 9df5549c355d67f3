import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { systemClock } from "@listenkey/core/kit";
// @ts-types="npm:@types/ws@^8.18.2"
import type { WebSocket, WebSocketServer } from "ws";
import type { ExchangeGate } from "../../exchange-gate.ts";
import type { RestReply } from "../../gate/rest-call.ts";
import type { HostRules } from "../../rules/hosts.ts";
import type { ServerSocket, SocketLink } from "../../sockets/socket-link.ts";
import { ipOf, splitTarget } from "./incoming.ts";

/** How long, in real milliseconds, something may be on its way to this machine. */
const WIRE_MS = 1000;

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
    join(ws, outcome.attach(linkTo(ws, socket)));
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

function linkTo(ws: WebSocket, wire: Duplex): SocketLink {
  return {
    send: (text) => ws.send(text),
    sendBinary: (bytes) => ws.send(bytes),
    ping: () => ws.ping(),
    // Only then may the loop have read what had come in by the time the timer was due.
    settle: (then) => void systemClock.setTimer(WIRE_MS, () => setImmediate(then), { ref: false }),
    close: (code, reason) => ws.close(code, reason),
    destroy: () => ws.terminate(),
    tear: (text) => wire.end(halfFrame(text), () => ws.terminate()),
    // A paused socket reads neither frames nor pings nor the client's leave-taking.
    freeze: () => ws.pause(),
  };
}

/** The beginning of a text frame, long enough that its size is known and something of it is missing. */
function halfFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(10);
  head.writeUInt8(0x81, 0);
  // Sizes of 64 bits are announced by 127.
  head.writeUInt8(127, 1);
  head.writeBigUInt64BE(BigInt(payload.length + 1), 2);
  return Buffer.concat([head, payload.subarray(0, payload.length / 2)]);
}

function join(ws: WebSocket, server: ServerSocket): void {
  ws.on("message", (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) server.received(data.toString());
  });
  ws.on("ping", () => server.pinged());
  ws.on("pong", () => server.ponged());
  ws.on("close", () => server.gone());
  // What goes wrong on the wire ends in a close.
  ws.on("error", () => undefined);
}
