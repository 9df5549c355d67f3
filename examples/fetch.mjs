// Deno, Bun and Node: obtains a USD-M futures listen key with the runtime's own fetch, and lets go of it again.
// A program that goes on would leave out the last line: the key is kept alive until then.
//
//   BINANCE_API_KEY=… deno run --allow-env --allow-net fetch.mjs
//   BINANCE_API_KEY=… bun fetch.mjs
//   BINANCE_API_KEY=… node fetch.mjs
//
// LISTENKEY_REST names another host, such as that of a simulated exchange.
import process from "node:process";
import { createListenKeyManager } from "@listenkey/core";
import { fetchTransport } from "@listenkey/transport-fetch";
import { umfutures } from "@listenkey/umfutures";

const { BINANCE_API_KEY: apiKey = "", LISTENKEY_REST: rest } = process.env;

const manager = createListenKeyManager({
  product: umfutures,
  apiKey,
  transport: fetchTransport(),
  ...(rest && { environment: { rest } }),
});

await manager.open();
console.log("key", manager.keyId, "is good until", new Date(manager.expiresAt));
await manager.close();
