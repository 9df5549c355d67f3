import type { HttpRequest, HttpResponse } from "@listenkey/core/transport";
import { transportErrorFrom } from "@listenkey/core/transport";

/** As much of `fetch` as the transport needs. The runtime's own fits, and those of undici, node-fetch and cross-fetch. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** What the transport passes to {@link Fetch}. */
export interface FetchInit {
  /** The HTTP method. */
  readonly method: string;
  /** Lower-cased names. */
  readonly headers: Record<string, string>;
  /** The body; `null` for none. */
  readonly body: string | null;
  /** A redirect is an answer, never followed. */
  readonly redirect: "manual";
  /** Ends the request at any time, reading the body included. */
  readonly signal: AbortSignal;
}

/** As much of a `Response` as the transport needs. */
export interface FetchAnswer {
  /** The HTTP status; 0 where a browser hides a redirect. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  /** Reads the body to its end. */
  text(): Promise<string>;
}

/** Moves one request over `fetch`. */
export async function sendOver(fetch: Fetch, request: HttpRequest): Promise<HttpResponse> {
  try {
    const answer = await fetch(request.url, initOf(request));
    if (answer.status === 0) throw new TypeError("An opaque redirect");
    return {
      status: answer.status,
      headers: recordOf(answer.headers),
      body: await answer.text(),
    };
  } catch (cause) {
    throw transportErrorFrom(cause, request.signal);
  }
}

/**
 * Only what every runtime knows. Workers throw on `cache`, `credentials` and `mode`, whatever their value, and on
 * `redirect: "error"`. Nothing is lost: listen-key calls are never cached, and cookies go to the page's own origin alone.
 *
 * `redirect: "manual"`, because `fetch` follows by itself and would carry the API key to whatever host it is sent to.
 * Browsers hide such an answer (status 0); elsewhere it arrives as it is.
 */
function initOf({ method, headers, body, signal }: HttpRequest): FetchInit {
  return { method, headers: { ...headers }, body: body ?? null, redirect: "manual", signal };
}

/** `forEach` gives lower-cased names and joined values; only `set-cookie` comes more than once. */
function recordOf(headers: FetchAnswer["headers"]): Record<string, string> {
  const record: Record<string, string> = {};
  headers.forEach((value, name) => {
    record[name] = Object.hasOwn(record, name) ? `${record[name]}, ${value}` : value;
  });
  return record;
}
