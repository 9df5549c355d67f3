import type { Transport } from "@listenkey/core/transport";
import { assertSecureUrl, configurationError } from "@listenkey/core/transport";
import type { Fetch } from "./fetch.ts";
import { sendOver } from "./fetch.ts";
import type { WebSocketConstructor } from "./web-socket.ts";
import { openSocket } from "./web-socket.ts";

/** Options of {@link fetchTransport}. */
export interface FetchTransportOptions {
  /**
   * The `fetch` to use, e.g. one that goes through a proxy. It must obey `signal` while it reads the body, too.
   * Defaults to the runtime's own, looked up at each call; on Node without one, to `cross-fetch`.
   */
  readonly fetch?: Fetch;
  /**
   * The class of WebSockets to use, e.g. that of `ws` on Node 20. Defaults to the runtime's own, looked up at each call.
   */
  readonly WebSocket?: WebSocketConstructor;
  /**
   * Allows `http:` and `ws:` to hosts that are not loopback, which sends the API key in clear text.
   * Defaults to false.
   */
  readonly allowInsecure?: boolean;
}

/** What the runtime may or may not have. Read late, so that what is installed or stubbed afterwards is seen. */
const runtime: { readonly fetch?: Fetch; readonly WebSocket?: WebSocketConstructor } = globalThis;

/** What calls without options get. */
const shared = transportOver({});

/**
 * The transport over web APIs: `fetch` and `WebSocket` of browsers, Deno, Bun, Workers and Node (sockets from Node 22).
 *
 * Without options it returns one shared value, so that inline calls share connections, keys and limits.
 * Redirects are never followed: the API key goes to no other host than the one it is meant for.
 *
 * @throws `CONFIGURATION` if an option is of the wrong kind. `send` and `connect` throw it for a URL they refuse, and
 * where the runtime lacks `fetch` or `WebSocket`.
 *
 * @example
 * const manager = createListenKeyManager({ product: umfutures, apiKey, transport: fetchTransport() });
 */
export function fetchTransport(options?: FetchTransportOptions): Transport {
  if (options === undefined) return shared;
  assertFunction("fetch", options.fetch);
  assertFunction("WebSocket", options.WebSocket);
  return transportOver(options);
}

function transportOver(options: FetchTransportOptions): Transport {
  const { allowInsecure = false } = options;
  return {
    name: "fetch",
    allowInsecure,
    async send(request) {
      assertSecureUrl(request.url, allowInsecure);
      // Called as a plain function: browsers refuse `fetch` as a method of anything but the window.
      const fetch = options.fetch ?? runtime.fetch ?? (await fallbackFetch());
      return sendOver(fetch, request);
    },
    connect(request, handlers) {
      assertSecureUrl(request.url, allowInsecure);
      const WebSocket = options.WebSocket ?? runtime.WebSocket;
      if (WebSocket === undefined) {
        throw configurationError(
          "This runtime has no WebSocket; pass one: fetchTransport({ WebSocket }) or use nodeHttpTransport()",
        );
      }
      return openSocket(WebSocket, request.url, handlers);
    },
  };
}

/** `cross-fetch` on Node, nothing elsewhere: package.json decides by its `imports`. */
async function fallbackFetch(): Promise<Fetch> {
  const { fetch } = await import("#fetch-fallback").catch(() => ({ fetch: undefined }));
  if (fetch === undefined) {
    throw configurationError(
      "This runtime has no fetch; pass one: fetchTransport({ fetch }) or, on Node, install cross-fetch",
    );
  }
  return fetch;
}

function assertFunction(option: string, value: unknown): void {
  if (value === undefined || typeof value === "function") return;
  throw configurationError(
    `fetchTransport: ${option} must be a function; leave it out to use the runtime's own`,
  );
}
