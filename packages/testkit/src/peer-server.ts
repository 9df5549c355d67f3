import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { Marks } from "./transport/marks.ts";
import type { PeerMemory } from "./transport/peer-http.ts";
import { routes } from "./transport/peer-http.ts";
import { PeerSockets } from "./transport/peer-sockets.ts";
import type { Peer } from "./transport/transport-case.ts";

/** The other end of the transport cases, on a loopback port of its own. Needs Node; the cases themselves do not. */
export interface PeerServer extends Peer {
  /** Drops every connection and stops listening. */
  close(): Promise<void>;
}

/** Browsers may ask anything of it. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "*",
  "access-control-expose-headers": "*",
  "access-control-allow-private-network": "true",
};

/** Starts a peer. */
export async function startPeerServer(): Promise<PeerServer> {
  const memory: PeerMemory = { marks: new Marks(), visits: new Map(), held: new Map() };
  const sockets = new PeerSockets();
  const connections = new Set<Duplex>();

  const server = createServer((request, response) => {
    answer(request, response, memory).catch(() => response.destroy());
  });
  server.on("connection", (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
    connection.on("error", () => {}); // resets are among the things it is there for
  });
  server.on("upgrade", (request, stream, head) => {
    const { pathname, searchParams: query } = urlOf(request);
    sockets.accept(pathname, { request, stream, head, query, marks: memory.marks });
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.destroy();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  peer: PeerMemory,
): Promise<void> {
  for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  const { pathname, searchParams: query } = urlOf(request);
  const body = await textOf(request);
  const route = routes[pathname];
  if (route === undefined) return void response.writeHead(404).end();
  await route({ request, response, query, body, peer });
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", "http://peer.localhost");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
