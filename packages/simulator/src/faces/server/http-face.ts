import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ExchangeGate } from "../../exchange-gate.ts";
import type { HostRules } from "../../rules/hosts.ts";
import { answerPreflight, CORS_HEADERS } from "./cors.ts";
import { ipOf, splitTarget } from "./incoming.ts";

/** What the server is to its HTTP clients. */
export interface HttpFace {
  readonly gate: ExchangeGate;
  readonly host: HostRules;
  readonly cors: boolean;
}

/** Brings one request in, and carries out what comes of it. */
export async function serveRequest(
  face: HttpFace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A client that hangs up in mid-body is not heard of any more.
  const body = await text(request).catch(() => undefined);
  if (body === undefined) return;
  if (face.cors && request.method === "OPTIONS") {
    answerPreflight(request, response);
    return;
  }
  const outcome = await face.gate.request({
    host: face.host,
    method: request.method ?? "",
    ...splitTarget(request.url ?? "/"),
    headers: plainHeaders(request),
    body,
    ip: ipOf(request),
    client: "http",
  });
  if (outcome.kind === "lost") request.socket.destroy();
  if (outcome.kind !== "reply") return;
  const { status, headers, body: answer } = outcome.reply;
  response.writeHead(status, face.cors ? { ...headers, ...CORS_HEADERS } : headers);
  response.end(answer);
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}
