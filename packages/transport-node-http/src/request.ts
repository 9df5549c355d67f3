import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { HttpRequest, HttpResponse } from "@listenkey/core/transport";
import { configurationError, transportErrorFrom } from "@listenkey/core/transport";
import type { Address, AddressBook } from "./address-book.ts";
import type { Agents } from "./agents.ts";

/** What a transport sends over. */
export interface Line {
  readonly agents: Agents;
  readonly addresses: AddressBook;
}

/** Moves one request over `node:http` or `node:https`. Never repeats it: it may have been carried out. */
export function sendOver(line: Line, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const signal = request.lightSignal ?? request.signal;
    const address = line.addresses.find(request.url);
    if (signal.aborted) throw transportErrorFrom(undefined, signal);
    // Bytes, because Node writes the headers in the encoding of a body that is a string.
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    const outgoing = begin(line, address, request);
    // Without its length Node sends the body of a DELETE bare, and the other end takes it for the next request.
    if (body !== undefined) outgoing.setHeader("content-length", body.length);
    const fail = (cause?: unknown): void => {
      signal.removeEventListener("abort", abort);
      reject(transportErrorFrom(cause, signal));
    };
    const abort = (): void => {
      fail();
      outgoing.destroy();
    };
    signal.addEventListener("abort", abort);
    // It stays when all is over: the connection may fail once more, and Node throws an `error` that nobody hears.
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      const { socket } = incoming;
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("error", fail);
      incoming.on("end", () => {
        signal.removeEventListener("abort", abort);
        const answer = answerOf(incoming, text);
        line.agents.answered(socket, answer.headers["keep-alive"]);
        resolve(answer);
      });
    });
    outgoing.end(body);
  });
}

function begin({ agents }: Line, address: Address, request: HttpRequest): ClientRequest {
  const { protocol, hostname, port, path } = address;
  const secure = protocol === "https:";
  const open = secure ? requestSecure : requestPlain;
  const agent = secure ? agents.secure : agents.plain;
  const { method, headers } = request;
  try {
    return open({ agent, method, hostname, port, path, headers, joinDuplicateHeaders: true });
  } catch (cause) {
    if (isForeignProtocol(cause)) {
      throw configurationError(
        `nodeHttpTransport: the agent does not speak ${protocol} pass one that does, e.g. an Agent of node:https`,
      );
    }
    throw transportErrorFrom(cause, request.signal);
  }
}

/** An `http.Agent` was given for an `https:` URL, or the other way round. */
function isForeignProtocol(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_INVALID_PROTOCOL";
}

/** The answer, once its body has been read. */
export function answerOf(incoming: IncomingMessage, body: string): HttpResponse {
  return { status: incoming.statusCode ?? 0, headers: recordOf(incoming.headers), body };
}

/** Repeated headers are joined by Node already, but for `set-cookie`. */
function recordOf(headers: IncomingHttpHeaders): Record<string, string> {
  const { "set-cookie": cookies } = headers;
  // Node has made them for this answer alone.
  const record = headers as Record<string, string>;
  if (cookies !== undefined) record["set-cookie"] = cookies.join(", ");
  return record;
}
