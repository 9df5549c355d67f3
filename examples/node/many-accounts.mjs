// Keeps the open orders of many spot accounts, on shared connections, until Ctrl-C.
//
//   BINANCE_API_KEY_ALPHA=… BINANCE_API_SECRET_ALPHA=… BINANCE_API_KEY_BETA=… BINANCE_API_SECRET_BETA=… node many-accounts.mjs
//
// What follows BINANCE_API_KEY_ is the account's label. LISTENKEY_WS_API names another WebSocket API.
import process from "node:process";
import { hmacSigner } from "@listenkey/signing";
import { spot, toChanges } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";

const { LISTENKEY_WS_API: wsApi } = process.env;

const OPEN = new Set(["NEW", "PENDING_NEW", "PARTIALLY_FILLED"]);

/** Ids of the open orders of each account, as far as they were heard of since the last gap. */
const books = new Map();

// One transport for all: they share sockets, rate limits and the dial budget.
const transport = nodeHttpTransport();
const streams = credentials().map(({ account, apiKey, secret }) => {
  books.set(account, new Set());
  return openUserDataStream({
    product: spot,
    account,
    apiKey,
    signer: hmacSigner(secret),
    transport,
    ...(wsApi && { environment: { wsApi } }),
  })
    .on("live", () => console.log(account, "is live"))
    .on("event", keepBook)
    .on("failed", ({ error }) => console.log(account, "is given up:", error.message));
});
if (streams.length === 0)
  throw new Error("Set BINANCE_API_KEY_<LABEL> and BINANCE_API_SECRET_<LABEL> for each account");

process.once("SIGINT", async () => {
  await Promise.all(streams.map((stream) => stream.close()));
  transport.close();
});

function keepBook(event) {
  const { account } = event;
  const book = books.get(account);
  if (event.type === "gap") {
    // Of this account nothing is known any more; the others go on. Fill its book from GET /api/v3/openOrders.
    book.clear();
    console.log(account, "unknown:", event.cause, new Date(event.from), "to", new Date(event.to));
    return;
  }
  for (const change of toChanges(event)) {
    if (change.kind !== "order") continue;
    if (OPEN.has(change.status)) book.add(change.orderId);
    else book.delete(change.orderId);
    console.log(account, change.symbol, change.side, change.status, `${book.size} open`);
  }
}

/** Every pair in the environment. One without a label is called `main`. */
function credentials() {
  return Object.entries(process.env).flatMap(([name, apiKey]) => {
    const [isKey, label] = /^BINANCE_API_KEY(?:_(.+))?$/.exec(name) ?? [];
    if (!isKey || !apiKey) return [];
    const secret = process.env[`BINANCE_API_SECRET${label ? `_${label}` : ""}`] ?? "";
    return [{ account: label ?? "main", apiKey, secret }];
  });
}
