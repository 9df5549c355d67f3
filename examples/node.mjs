// Node: keeps a USD-M futures listen key alive, keeps its stream open, and prints the names of the events that arrive.
//
//   BINANCE_API_KEY=… node node.mjs
//
// LISTENKEY_REST and LISTENKEY_STREAM together name other hosts, such as those of a simulated exchange.
import { createListenKeyManager } from "@listenkey/core";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";

const {
  BINANCE_API_KEY: apiKey = "",
  LISTENKEY_REST: rest,
  LISTENKEY_STREAM: stream,
} = process.env;
if (!rest !== !stream)
  throw new Error("Set LISTENKEY_REST and LISTENKEY_STREAM together, or neither");
const hosts = rest && stream ? { rest, stream } : umfutures.environments.live;

const transport = nodeHttpTransport();
const manager = createListenKeyManager({
  product: umfutures,
  apiKey,
  transport,
  environment: hosts,
});

let socket;
let retry;

/** Opens the stream with the key of the moment, in place of the socket before. */
function connect() {
  clearTimeout(retry);
  socket?.close();
  const { listenKey } = manager;
  // Without a key there is nothing to connect with; `created` will call again.
  if (listenKey === undefined) return;
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
      end({ code }) {
        console.log(
          "the stream has ended:",
          code,
          "- what came meanwhile is missed; connecting again",
        );
        retry = setTimeout(connect, 500 + 1_000 * Math.random());
      },
    },
  );
}

// After `lost` the new key comes as `created`; `replaced` says that the account has got another one.
manager.on("created", connect).on("replaced", connect);
manager.on("renewalFailed", ({ error, retryAt }) =>
  console.log(error.message, "- again at", new Date(retryAt)),
);
manager.on("lost", ({ reason }) => console.log("no key:", reason));

process.once("SIGINT", async () => {
  clearTimeout(retry);
  socket?.close();
  await manager.close();
  transport.close();
});

await manager.open();
console.log("key", manager.keyId, "is good until", new Date(manager.expiresAt));
