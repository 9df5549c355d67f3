import type { IncomingMessage } from "node:http";

/** The path and the query of a request's target. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const { pathname, search } = new URL(target, "http://localhost");
  return { path: pathname, query: search.slice(1) };
}

/** Where a request comes from, as limits count it. */
export function ipOf(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}
