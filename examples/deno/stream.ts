// Prints what happens on a USD-M futures account, until Ctrl-C, over Deno's own `fetch` and `WebSocket`.
//
//   BINANCE_API_KEY=… deno run --allow-env --allow-net stream.ts
//
// LISTENKEY_REST and LISTENKEY_STREAM together name other hosts, such as those of a simulated exchange.
import process from "node:process";
import { openUserDataStream } from "@listenkey/stream";
import { fetchTransport } from "@listenkey/transport-fetch";
import { umfutures } from "@listenkey/umfutures";

const { BINANCE_API_KEY: apiKey = "", LISTENKEY_REST: rest, LISTENKEY_STREAM: host } = process.env;

await using stream = openUserDataStream({
  product: umfutures,
  apiKey,
  transport: fetchTransport(),
  ...(rest && host && { environment: { rest, stream: host } }),
});

stream
  .on("live", ({ proof }) => console.log("live, as proved by", proof))
  .on("interrupted", ({ cause }) => console.log("interrupted:", cause));

process.once("SIGINT", () => void stream.close());

for await (const event of stream) {
  switch (event.type) {
    case "gap":
      // What happened in between is not sent again: ask REST for it before relying on what you know of the account.
      console.log("unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
      break;
    case "ORDER_TRADE_UPDATE": {
      const { s: symbol, S: side, X: status, z: filled, q: quantity } = event.data.o;
      console.log(symbol, side, status, `${filled} of ${quantity}`);
      break;
    }
    case "ACCOUNT_UPDATE":
      for (const { a: asset, wb: wallet } of event.data.a.B ?? []) console.log(asset, wallet);
      break;
  }
}
