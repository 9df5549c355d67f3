// Node: prints what happens on a USD-M futures account, until Ctrl-C.
//
//   BINANCE_API_KEY=… node stream.mjs
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
    continue; // Here a program would ask for its orders, trades and positions over REST.
  }
  console.log(event.seq, event.type);
  for (const change of toChanges(event)) console.log(" ", JSON.stringify(change));
}
transport.close();
