// Prints what happens to the orders of a spot account, until Ctrl-C. The subscription is signed, so it takes more
// than the API key: the secret of an HMAC key, or the file of an RSA or Ed25519 key. At a gap it asks REST for the
// trades that it may have missed.
//
//   BINANCE_API_KEY=… BINANCE_API_SECRET=… node spot.mjs
//   BINANCE_API_KEY=… BINANCE_KEY_FILE=key.pem [BINANCE_PASSPHRASE=…] node spot.mjs
//
// LISTENKEY_REST and LISTENKEY_WS_API name other hosts, such as those of a simulated exchange.
import process from "node:process";
import { hmacSigner, signedQuery } from "@listenkey/signing";
import { keyFileSigner } from "@listenkey/signing/node";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";

const {
  BINANCE_API_KEY: apiKey = "",
  BINANCE_API_SECRET: secret = "",
  BINANCE_KEY_FILE: path,
  BINANCE_PASSPHRASE: passphrase,
  LISTENKEY_REST: rest = "https://api.binance.com",
  LISTENKEY_WS_API: wsApi,
} = process.env;

const signer = path
  ? keyFileSigner({ path, ...(passphrase && { passphrase }) })
  : hmacSigner(secret);
const transport = nodeHttpTransport();
const stream = openUserDataStream({
  product: spot,
  apiKey,
  signer,
  transport,
  events: ["executionReport"],
  ...(wsApi && { environment: { wsApi } }),
});

stream
  .on("live", ({ proof }) => console.log("live, as proved by", proof))
  .on("interrupted", ({ cause }) => console.log("interrupted:", cause))
  .on("attemptFailed", ({ error, retryAt }) =>
    console.log(error?.message ?? "Closed by the exchange", "- again at", new Date(retryAt)),
  );

process.once("SIGINT", () => stream.close());

const symbols = new Set();
for await (const event of stream) {
  if (event.type === "executionReport") {
    const { s: symbol, S: side, x: execution, X: status, i: orderId } = event.data;
    symbols.add(symbol);
    console.log(symbol, side, execution, status, "order", orderId);
  }
  if (event.type === "gap") {
    console.log("unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
    for (const symbol of symbols) await printMissedTrades(symbol, event);
  }
}
transport.close();

/** Events wait meanwhile. A whole program would also ask for /api/v3/openOrders and /api/v3/account. */
async function printMissedTrades(symbol, { from, to }) {
  const timestamp = Date.now();
  const query = await signedQuery({ symbol, startTime: from, endTime: to, timestamp }, signer);
  const headers = { "x-mbx-apikey": apiKey };
  try {
    const answer = await fetch(`${rest}/api/v3/myTrades?${query}`, { headers });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    for (const { id, qty, price } of await answer.json())
      console.log("missed, or seen already:", symbol, "trade", id, qty, "at", price);
  } catch (error) {
    // The simulated exchange has no trades to ask for, and answers 404.
    console.log(symbol, "is still unknown:", error.message);
  }
}
