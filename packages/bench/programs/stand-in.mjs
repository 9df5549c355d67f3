// Stands in for the exchange: it answers what clients ask to get their sockets, and sends what the director tells it to,
// at as little cost as it can, in a process of its own. It knows no rules: what is measured is the client.
import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { accountUpdate, orderTradeUpdate, textsOf } from "./event-texts.mjs";
import { microseconds } from "./microseconds.mjs";

/** So many events are written at a time when they come flat out. */
const PIECE = 100;

/** No event here is longer than this in its frame, in bytes. */
const LARGEST_FRAME = 1_024;

/** The sockets that hear events, in the order of their opening: where each is written to, and whose it is. */
const sockets = new Set();

const handshakes = new WebSocketServer({ noServer: true, perMessageDeflate: false });

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const { url = "", headers } = request;
  const { "x-mbx-apikey": apiKey = "none" } = headers;
  request.resume();
  request.once("end", () => {
    response.setHeader("content-type", "application/json");
    if (url.includes("userListenToken")) {
      const expirationTime = Date.now() + 86_400_000;
      response.end(`{"token":"token-of-${apiKey}","expirationTime":${expirationTime}}`);
    } else response.end(`{"listenKey":"key-of-${apiKey}"}`);
  });
});

server.on("upgrade", (request, connection, head) => {
  connection.setNoDelay(true);
  handshakes.handleUpgrade(request, connection, head, (socket) => {
    const { url = "" } = request;
    const [, product = ""] = url.split("/");
    const listener = { connection, product, isEnveloped: url.includes("/ws-api/") };
    sockets.add(listener);
    let subscriptions = 0;
    socket.on("message", (text) => {
      const { id, method } = JSON.parse(text.toString());
      const isSubscription = method.startsWith("userDataStream.subscribe");
      const result = isSubscription ? { subscriptionId: subscriptions++ } : null;
      socket.send(JSON.stringify({ id, status: 200, result }));
    });
    socket.on("close", () => sockets.delete(listener));
    socket.on("error", () => socket.terminate());
  });
});

/** What the director tells: `send` events, or `cut` one socket as a broken network would. */
process.on("message", async (order) => {
  if (order.kind === "send") process.send({ kind: "sent", ...(await send(order)) });
  else if (order.kind === "cut") process.send({ kind: "cut", at: cut(order.nth) });
  else process.send({ kind: "sockets", count: sockets.size });
});

process.on("disconnect", () => process.exit());

server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send({ kind: "listening", port: server.address().port });

/**
 * Sends events to every socket: `count` in all, flat out, or so many a second.
 *
 * @param {{ count: number, perSecond?: number, oneIn?: number }} order `oneIn`: how many of the events are one about an
 *   order; the others are about the account.
 * @returns When each was sent, in microseconds of the machine's monotonic clock; nothing where they came flat out.
 */
async function send({ count, perSecond, oneIn = 1 }) {
  return perSecond === undefined
    ? flatOut(count, oneIn)
    : { sentAt: await atRate(count, perSecond, oneIn) };
}

/** Piece by piece, so that events are not older when they come than they would be. */
async function flatOut(count, oneIn) {
  const listeners = openSockets();
  const products = new Map(listeners.map((listener) => [listener.product, listener]));
  const share = Math.ceil(count / products.size);
  for (let index = 0; index < share; index += PIECE) {
    const size = Math.min(PIECE, share - index);
    const pieces = new Map();
    for (const [name, listener] of products) {
      pieces.set(name, piece(listener, { index, size, oneIn }));
    }
    await Promise.all(
      listeners.map(({ connection, product }) => {
        const isFull = !connection.write(pieces.get(product));
        return isFull && once(connection, "drain");
      }),
    );
  }
  return {};
}

/** Events in the frames that carry them, many to a piece of memory. */
function piece(listener, { index, size, oneIn }) {
  const frames = Buffer.allocUnsafe(size * LARGEST_FRAME);
  let end = 0;
  for (let offset = 0; offset < size; offset++) {
    const text = textOf(listener, { index: index + offset, oneIn, now: Date.now() });
    end = writeFrame(frames, end, text);
  }
  return frames.subarray(0, end);
}

/** A tick of the timer has so many events that the rate is kept, however late it comes. */
async function atRate(count, perSecond, oneIn) {
  const sentAt = [];
  const begunAt = microseconds();
  while (sentAt.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const due = Math.min(count, ((microseconds() - begunAt) * perSecond) / 1e6);
    while (sentAt.length < due) {
      const event = { index: sentAt.length, oneIn, now: Date.now() };
      sentAt.push(microseconds());
      for (const listener of openSockets()) {
        const frame = Buffer.allocUnsafe(LARGEST_FRAME);
        const end = writeFrame(frame, 0, textOf(listener, event));
        listener.connection.write(frame.subarray(0, end));
      }
    }
  }
  return sentAt;
}

/** Those of a program that was ended a moment ago may still be there, and take nothing. */
function openSockets() {
  return [...sockets].filter(({ connection }) => connection.writable);
}

/** The same event has the same times on every socket. */
function textOf({ product, isEnveloped }, { index, oneIn, now }) {
  const isOrder = index % oneIn === 0;
  const write = isOrder ? (textsOf[product] ?? orderTradeUpdate) : accountUpdate;
  const text = write(index, now);
  return isEnveloped ? `{"subscriptionId":0,"event":${text}}` : text;
}

/** A text frame of 126 to 65,535 ASCII characters, as in RFC 6455, 5.2: `ws` would take longer than its receiver. */
function writeFrame(frames, start, text) {
  frames[start] = 0x81;
  frames[start + 1] = 126;
  frames.writeUInt16BE(text.length, start + 2);
  return start + 4 + frames.latin1Write(text, start + 4);
}

function cut(nth) {
  const at = microseconds();
  [...sockets][nth]?.connection.destroy();
  return at;
}
