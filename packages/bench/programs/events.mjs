// Events from the socket to the user: so many are expected, the first of them to warm up.
import { parsePayload } from "@listenkey/core/kit";
import { cmfutures } from "@listenkey/cmfutures";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin } from "@listenkey/portfolio-margin";
import { hmacSigner } from "@listenkey/signing";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { toChanges, umfutures } from "@listenkey/umfutures";
import { WebSocket } from "ws";
import { microseconds } from "./microseconds.mjs";
import { cpu, order, tell } from "./program.mjs";

const {
  client,
  port,
  sockets = 1,
  warmUp,
  count,
  isTimed,
  oneIn,
  products = ["umfutures"],
} = order;

const productOf = {
  umfutures,
  cmfutures,
  options,
  "portfolio-margin": portfolioMargin,
  spot,
  margin: margin.cross,
};

/** What a program reads of an order, however it got it. Summed up, so that reading it cannot be left out. */
let sum = 0;
let heard = 0;
let begun;
const receivedAt = isTimed ? new Float64Array(count) : undefined;

/** Everything has been heard when as many events have come as were sent. */
function hear() {
  const index = heard++ - warmUp;
  if (index === -1) tell({ kind: "warm" });
  if (receivedAt !== undefined && index >= 0) receivedAt[index] = microseconds();
  if (index === 0) begun = { wall: microseconds(), cpu: cpu() };
  if (index === count - 1) finish();
}

function finish() {
  const [wallUs, cpuUs] = [microseconds() - begun.wall, cpu() - begun.cpu];
  const figures = { perSecond: count / (wallUs / 1e6), cpuUs: cpuUs / count };
  tell({ kind: "done", figures, sum, ...(receivedAt && { receivedAt: [...receivedAt] }) });
}

function read(data) {
  sum += (data.o?.q ?? data.q).length;
}

/** Where the sockets of a product are: their path begins with its name, so that the stand-in knows what to send. */
const environmentOf = (name) => ({
  rest: `http://127.0.0.1:${port}`,
  stream: `ws://127.0.0.1:${port}/${name}`,
  wsApi: `ws://127.0.0.1:${port}/${name}/ws-api/v3`,
});

const isWanted = (type) => oneIn === undefined || type === "ORDER_TRADE_UPDATE";

/** @type {Record<string, () => Promise<unknown>>} */
const clients = {
  /** By hand, and ids beyond 2^53 are rounded. */
  "ws + JSON.parse": () =>
    byHand((text) => {
      const data = JSON.parse(text);
      if (isWanted(data.e)) read(data.event ?? data);
    }),
  /** By hand, with the work that keeps ids: what was parsed is the same as what `data` gives. */
  "ws + exact ids": () =>
    byHand((text, ids) => {
      const data = parsePayload(text, ids);
      if (isWanted(data.e)) read(data.event ?? data);
    }),
  listener: () =>
    streams((stream) =>
      stream.on("event", (item) => {
        if (item.type !== "gap" && isWanted(item.type)) read(item.data);
        hear();
      }),
    ),
  iterator: () => streams((stream) => void iterate(stream)),
  changes: () =>
    streams((stream) =>
      stream.on("event", (item) => {
        for (const change of toChanges(item)) sum += change.kind.length;
        hear();
      }),
    ),
};

async function iterate(stream) {
  for await (const item of stream) {
    if (item.type !== "gap" && isWanted(item.type)) read(item.data);
    hear();
  }
}

/** Opens a stream for each product. */
async function streams(listen) {
  const opened = products.map((name) => {
    const product = productOf[name];
    const stream = openUserDataStream({
      product,
      apiKey: "bench",
      ...("subscription" in product && { signer: hmacSigner("secret") }),
      transport: nodeHttpTransport(),
      environment: environmentOf(name),
      ...wayTo(product),
      sockets,
      buffer: { events: 1_000_000, bytes: 1e9 },
    });
    listen(stream);
    return stream;
  });
  await Promise.all(opened.map((stream) => stream.ready()));
  while (opened.some((stream) => stream.stats().liveSockets < sockets)) await nextMillisecond();
}

/** As it is opened today: without a listen key, where the product has another way. */
function wayTo(product) {
  if ("subscription" in product) return { access: "subscription" };
  if ("listenToken" in product) return { access: "listenToken" };
  return { socketForm: product.listenKey.socketForms[0].name };
}

/** Opens sockets for each product; every frame is parsed. Two sockets hear everything twice: nothing merges them. */
async function byHand(parse) {
  const names = products.flatMap((name) => Array.from({ length: sockets }, () => name));
  let frames = 0;
  await Promise.all(
    names.map((name) => {
      const { url, ids } = handmade(name);
      const socket = new WebSocket(url, { perMessageDeflate: false });
      socket.on("message", (data) => {
        parse(data.toString(), ids);
        if (++frames % sockets === 0) hear();
      });
      return new Promise((resolve) => socket.on("open", resolve));
    }),
  );
}

/** Where a product's events are heard by hand, and which of the fields in a frame hold ids. */
function handmade(name) {
  const { stream, wsApi } = environmentOf(name);
  const [ids] = Object.values(productOf[name].events.ids);
  if (name !== "spot" && name !== "margin") return { url: `${stream}/ws/key`, ids };
  return { url: wsApi, ids: ids.map((id) => `event.${id}`) };
}

function nextMillisecond() {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

const peer = order.peer === undefined ? undefined : await import(order.peer);
await (peer === undefined ? clients[client]() : peer.events({ environmentOf, hear, read }));
tell({ kind: "ready" });
