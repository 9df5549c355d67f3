// Prints what happens on a USD-M futures account, until Ctrl-C. The API key is enough.
//
//   BINANCE_API_KEY=… node quick-start.mjs
//
// LISTENKEY_REST and LISTENKEY_STREAM together name other hosts, such as those of a simulated exchange.
import process from "node:process";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { toChanges, umfutures } from "@listenkey/umfutures";

const { BINANCE_API_KEY: apiKey = "", LISTENKEY_REST: rest, LISTENKEY_STREAM: host } = process.env;
if (!rest !== !host)
  throw new Error("Set LISTENKEY_REST and LISTENKEY_STREAM together, or neither");

const transport = nodeHttpTransport();
const stream = openUserDataStream({
  product: umfutures,
  apiKey,
  transport,
  ...(rest && host && { environment: { rest, stream: host } }),
});

stream
  .on("live", ({ proof }) => console.log("live, as proved by", proof))
  .on("interrupted", ({ cause }) => console.log("interrupted:", cause))
  .on("attemptFailed", ({ error, retryAt }) =>
    console.log(error?.message ?? "Closed by the exchange", "- again at", new Date(retryAt)),
  );

process.once("SIGINT", () => stream.close());

for await (const event of stream) {
  if (event.type === "gap") {
    console.log("unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
    // What happened in between is not sent again. Before relying on what you know of the account, ask REST for it:
    // GET /fapi/v1/openOrders, /fapi/v1/userTrades of each symbol, /fapi/v3/account. What follows is complete.
    continue;
  }
  console.log(event.seq, event.type);
  for (const change of toChanges(event)) console.log(" ", describe(change));
}
transport.close();

function describe(change) {
  switch (change.kind) {
    case "order":
      return `order ${change.orderId}: ${change.side} ${change.quantity} ${change.symbol} is ${change.status}`;
    case "fill":
      return `fill: ${change.side} ${change.quantity} ${change.symbol} at ${change.price}`;
    case "balance":
      return `balance: ${change.wallet} ${change.asset}`;
    case "position":
      return `position: ${change.quantity} ${change.symbol} entered at ${change.entryPrice}`;
    default:
      return JSON.stringify(change);
  }
}
