import type { IncomingMessage, ServerResponse } from "node:http";

/** What lets programs in browsers read the answers. Binance itself sends none of this on listen-key calls. */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "*",
};

/** Answers a browser's question before the request proper. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    ...CORS_HEADERS,
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers":
      request.headers["access-control-request-headers"] ?? "x-mbx-apikey, content-type",
    "access-control-max-age": "600",
  });
  response.end();
}
