// What keeps the API key off the clients: `POST` is answered with the account's listen key, which can only listen.
// key-server.mjs serves it alone, ../browser/serve.mjs beside its page.
import { createListenKeyManager } from "@listenkey/core";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";

const LOCAL = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/;

/** Makes the endpoint; `rest` names another host, and without a `token` only programs on this machine are answered. */
export function createKeyEndpoint({ apiKey, rest, token }) {
  const transport = nodeHttpTransport();
  const manager = createListenKeyManager({
    product: umfutures,
    apiKey,
    transport,
    ...(rest && { environment: { rest } }),
  });

  /** Put your own login here: whoever has the key can read the account. */
  function isAllowed({ headers }) {
    if (token) return headers.authorization === `Bearer ${token}`;
    return LOCAL.test(headers.host ?? ""); // A page that had its own name point here would have that name.
  }

  async function grant({ headers }) {
    // The client's socket was told that this key has ended. A late word about an old one does nothing.
    const expired = headers["x-expired-listen-key"];
    if (expired) manager.reportExpired(expired);
    const listenKey = await manager.open(); // At once, but for the first time and after an expiry.
    return { listenKey, validForMs: (manager.expiresAt ?? 0) - Date.now() };
  }

  return {
    async answer(request, response) {
      response.setHeader("cache-control", "no-store");
      if (request.method !== "POST") return response.writeHead(405, { allow: "POST" }).end();
      if (!isAllowed(request)) return response.writeHead(401).end();
      try {
        const body = JSON.stringify(await grant(request));
        response.writeHead(200, { "content-type": "application/json" }).end(body);
        console.log("gave out key", manager.keyId); // Its fingerprint.
      } catch (error) {
        response.writeHead(503).end();
        console.error("no key to give out:", error.message);
      }
    },
    async close() {
      await manager.close();
      transport.close();
    },
  };
}
