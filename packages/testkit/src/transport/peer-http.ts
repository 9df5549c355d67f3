import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { Marks } from "./marks.ts";

/** One request at the peer, its body read. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly peer: PeerMemory;
}

/** What the peer remembers between requests. */
export interface PeerMemory {
  readonly marks: Marks;
  /** How often each id was visited, and over which connections. */
  readonly visits: Map<string, Socket[]>;
  /** The requests that are answered when the test says so. */
  readonly held: Map<string, ServerResponse>;
}

/** Answers one path. */
type Route = (visit: Visit) => void | Promise<void>;

const TEXT = { "content-type": "text/plain; charset=utf-8" };

/** Every path of the peer; what a case does not name by an `id` needs no memory. */
export const routes: Readonly<Record<string, Route>> = {
  "/echo": ({ request, response, body }) => {
    const odd = request.headers["x-odd"];
    if (typeof odd === "string") response.setHeader("X-Odd", odd);
    json(response, { method: request.method, url: request.url, headers: request.headers, body });
  },

  "/status": ({ response, query }) => {
    const status = Number(query.get("code"));
    response.writeHead(status, TEXT).end(status === 204 ? undefined : `status ${status}`);
  },

  "/empty": ({ response }) => void response.writeHead(200).end(),

  "/headers": ({ response }) => {
    response.setHeader("X-MBX-Used-Weight-1M", "7");
    response.setHeader("Retry-After", "3");
    response.setHeader("X-Many", ["one", "two"]);
    response.setHeader("ETag", ['"one"', '"two"']);
    response.end();
  },

  "/redirect": ({ response, query }) => {
    response.writeHead(302, { location: `/visit?id=${query.get("id")}` }).end();
  },

  "/visit": ({ request, response, query, peer }) => {
    const id = query.get("id") ?? "";
    peer.visits.set(id, [...(peer.visits.get(id) ?? []), request.socket]);
    response.end();
  },

  "/visits": ({ response, query, peer }) => {
    const sockets = peer.visits.get(query.get("id") ?? "") ?? [];
    json(response, { visits: sockets.length, connections: new Set(sockets).size });
  },

  "/large": ({ response, query }) => {
    const chunk = "0123456789abcdef".repeat(4_096);
    for (let left = Number(query.get("chunks")); left > 0; left--) response.write(chunk);
    response.end();
  },

  // A chunk for each byte, so that every character is cut.
  "/bytes": ({ response, body }) => {
    response.writeHead(200, TEXT);
    for (const byte of Buffer.from(body)) response.write(Uint8Array.of(byte));
    response.end();
  },

  "/hold": ({ request, response, query, peer }) => {
    const id = query.get("id") ?? "";
    peer.held.set(id, response);
    request.socket.once("close", () => peer.marks.set(`gone ${id}`));
    peer.marks.set(`arrived ${id}`);
  },

  "/release": ({ response, query, peer }) => {
    peer.held.get(query.get("id") ?? "")?.end("released");
    response.end();
  },

  // Half a body, then nothing: the rest never comes.
  "/stall": ({ request, response, query, peer }) => {
    const id = query.get("id") ?? "";
    request.socket.once("close", () => peer.marks.set(`gone ${id}`));
    response.writeHead(200, { ...TEXT, "content-length": "100" });
    response.write("half", () => peer.marks.set(`arrived ${id}`));
  },

  "/drop": ({ request }) => void request.socket.destroy(),

  "/reset": ({ request }) => void request.socket.resetAndDestroy(),

  "/reset-mid-body": ({ request, response }) => {
    response.writeHead(200, { ...TEXT, "content-length": "100" });
    response.write("half", () => request.socket.resetAndDestroy());
  },

  "/cut-mid-body": ({ request, response }) => {
    response.writeHead(200, { ...TEXT, "content-length": "100" });
    response.write("half", () => request.socket.end());
  },

  "/cut-mid-chunks": ({ request, response }) => {
    response.writeHead(200, TEXT);
    response.write("half", () => request.socket.end());
  },

  // The origin of a port that had a listener a moment ago, and has none now.
  "/nobody": ({ response }) => {
    const listener = createServer();
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => json(response, { host: `127.0.0.1:${port}` }));
    });
  },

  // Notes what has not happened, as if it had.
  "/mark": ({ response, query, peer }) => {
    peer.marks.set(query.get("mark") ?? "");
    response.end();
  },

  // Answers when it has happened.
  "/when": async ({ response, query, peer }) => {
    json(response, await peer.marks.when(query.get("mark") ?? ""));
  },
};

function json(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json");
  // Bytes, because Node writes the headers in the encoding of a body that is a string.
  response.end(Buffer.from(JSON.stringify(value)));
}
