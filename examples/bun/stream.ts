// Prints fills and balances of a spot account, until Ctrl-C, over Bun's own `fetch` and `WebSocket`. The subscription is
// signed, so it takes the secret, too. Bun reads both from a file `.env` by itself.
//
//   BINANCE_API_KEY=… BINANCE_API_SECRET=… bun stream.ts
//
// LISTENKEY_WS_API names another WebSocket API, such as that of a simulated exchange.
import process from "node:process";
import { hmacSigner } from "@listenkey/signing";
import { spot, toChanges } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";

const {
  BINANCE_API_KEY: apiKey = "",
  BINANCE_API_SECRET: secret = "",
  LISTENKEY_WS_API: wsApi,
} = process.env;

await using stream = openUserDataStream({
  product: spot,
  apiKey,
  signer: hmacSigner(secret),
  transport: fetchTransport(),
  ...(wsApi && { environment: { wsApi } }),
});

stream
  .on("live", ({ proof }) => console.log("live, as proved by", proof))
  .on("interrupted", ({ cause }) => console.log("interrupted:", cause));

process.once("SIGINT", () => void stream.close());

for await (const event of stream) {
  if (event.type === "gap") {
    // What happened in between is not sent again: ask REST for it before relying on what you know of the account.
    console.log("unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
    continue;
  }
  for (const change of toChanges(event)) {
    if (change.kind === "fill")
      console.log("fill:", change.side, change.quantity, change.symbol, "at", change.price);
    if (change.kind === "balance")
      console.log("balance:", change.asset, change.free ?? change.delta);
  }
}
