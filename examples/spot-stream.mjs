// Node: prints what happens to the orders of a spot account, until Ctrl-C. The subscription is signed, so it takes more
// than the API key: the secret of an HMAC key, or the file of an RSA or Ed25519 key.
//
//   BINANCE_API_KEY=… BINANCE_SECRET=… node spot-stream.mjs
//   BINANCE_API_KEY=… BINANCE_KEY_FILE=key.pem [BINANCE_PASSPHRASE=…] node spot-stream.mjs
//
// LISTENKEY_WS_API names another WebSocket API, such as that of a simulated exchange.
import process from "node:process";
import { hmacSigner } from "@listenkey/signing";
import { keyFileSigner } from "@listenkey/signing/node";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";

const {
  BINANCE_API_KEY: apiKey = "",
  BINANCE_SECRET: secret = "",
  BINANCE_KEY_FILE: path,
  BINANCE_PASSPHRASE: passphrase,
  LISTENKEY_WS_API: wsApi,
} = process.env;

const transport = nodeHttpTransport();
const stream = openUserDataStream({
  product: spot,
  apiKey,
  signer: path ? keyFileSigner({ path, ...(passphrase && { passphrase }) }) : hmacSigner(secret),
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

for await (const event of stream) {
  if (event.type === "executionReport") {
    const { s: symbol, S: side, x: execution, X: status, i: orderId } = event.data;
    console.log(symbol, side, execution, status, "order", orderId);
  }
  if (event.type === "gap")
    console.log("unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
}
transport.close();
