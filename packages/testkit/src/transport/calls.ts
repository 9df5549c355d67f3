import type { HttpRequest, HttpResponse, Transport } from "@listenkey/core/transport";
import type { Peer } from "./transport-case.ts";

/** A secret that no error may hold. */
export const SECRET = "s3cr3t-listen-key";

/** A GET of the URL that nobody aborts, but for what is given. */
export function get(url: string, over: Partial<HttpRequest> = {}): HttpRequest {
  return { method: "GET", url, headers: {}, signal: new AbortController().signal, ...over };
}

/** A name that no other case uses. */
export function freshId(): string {
  return crypto.randomUUID();
}

/** The reason by which a signal says that time is up. */
export function timeUp(): DOMException {
  return new DOMException("Time is up", "TimeoutError");
}

/** Sends a GET and reads its answer as JSON. */
export async function ask<Answer>(transport: Transport, url: string): Promise<Answer> {
  return JSON.parse((await transport.send(get(url))).body) as Answer;
}

/** Resolves with what the peer noted, as soon as it has seen it happen. */
export function seen<Fact = object>(transport: Transport, peer: Peer, mark: string): Promise<Fact> {
  return ask<Fact>(transport, `${peer.http}/when?mark=${encodeURIComponent(mark)}`);
}

/** `host:port` where nobody listens: one that was closed just now, because runtimes block well-known dead ones. */
export async function nobody(transport: Transport, peer: Peer): Promise<string> {
  return (await ask<{ host: string }>(transport, `${peer.http}/nobody`)).host;
}

/**
 * Gives whatever is under way time to arrive, without a clock: the answers of the peer queue behind what it sent
 * before, and a second round trip begins only when the first has been dealt with.
 */
export async function passTime(transport: Transport, peer: Peer): Promise<void> {
  for (let round = 0; round < 3; round++) await transport.send(get(`${peer.http}/empty`));
}

/** Begins a request and waits until the peer has it, or has answered half of it. */
export async function beginRequest(
  transport: Transport,
  { peer, path }: { readonly peer: Peer; readonly path: "/hold" | "/stall" },
): Promise<{ id: string; controller: AbortController; answer: Promise<HttpResponse> }> {
  const id = freshId();
  const controller = new AbortController();
  const { signal } = controller;
  const answer = transport.send(get(`${peer.http}${path}?id=${id}`, { signal }));
  answer.catch(() => {}); // heard by the case, later
  await seen(transport, peer, `arrived ${id}`);
  return { id, controller, answer };
}
