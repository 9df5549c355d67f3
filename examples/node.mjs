// Node: keeps a USD-M futures listen key alive, opens its stream, and prints the names of the events that arrive.
//
//   BINANCE_API_KEY=… node node.mjs
//
// LISTENKEY_REST and LISTENKEY_STREAM name other hosts, such as those of a simulated exchange.
import { createListenKeyManager } from "@listenkey/core";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";

const {
  BINANCE_API_KEY: apiKey = "",
  LISTENKEY_REST: rest,
  LISTENKEY_STREAM: stream,
} = process.env;
const hosts = rest && stream ? { rest, stream } : umfutures.environments.live;

const transport = nodeHttpTransport();
const manager = createListenKeyManager({
  product: umfutures,
  apiKey,
  transport,
  environment: hosts,
});

let socket;

/** Opens the stream with the key of the moment, in place of the socket before. */
function connect() {
  const listenKey = manager.listenKey;
  socket?.close();
  socket = transport.connect(
    { url: umfutures.listenKey.socketUrl(hosts.stream, listenKey, umfutures.events.names) },
    {
      open: () => console.log("listening"),
      message(text) {
        const { e } = JSON.parse(text);
        console.log("event", e);
        if (e === "listenKeyExpired") manager.reportExpired(listenKey);
      },
      unreadable: () => undefined,
      activity: () => undefined,
      end: ({ code }) => console.log("the stream has ended:", code),
    },
  );
}

manager.on("created", connect).on("replaced", connect);
manager.on("renewalFailed", ({ error, retryAt }) =>
  console.log(error.message, "- again at", new Date(retryAt)),
);
manager.on("lost", ({ reason }) => console.log("no key:", reason));

process.once("SIGINT", async () => {
  socket?.close();
  await manager.close();
  transport.close();
});

await manager.open();
console.log("key", manager.keyId, "is good until", new Date(manager.expiresAt));
