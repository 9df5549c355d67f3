// What keys and streams cost that do nothing: memory of each, the time to open them, and CPU at rest.
import { createListenKeyManager } from "@listenkey/core";
import { hmacSigner } from "@listenkey/signing";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import { WebSocket } from "ws";
import { collectGarbage, cpu, order, tell } from "./program.mjs";

const { what, count, port, restMs } = order;

/** An exchange may be asked so much that nobody has to wait: what is measured is not the patience. */
const BOUNDLESS = 1e12;

/** Accounts on one transport open 240 sockets in five minutes; as few as these go without a pause. */
const ACCOUNTS_PER_TRANSPORT = 20;

/** How long it takes until nothing has just begun any more, in milliseconds. */
const SETTLES_MS = 6_000;

const transports = [];

const environment = {
  rest: `http://127.0.0.1:${port}`,
  stream: `ws://127.0.0.1:${port}/umfutures`,
  wsApi: `ws://127.0.0.1:${port}/spot/ws-api/v3`,
};

function boundless(product) {
  const pools = Object.entries(product.pools).map(([name, pool]) => [
    name,
    { ...pool, weightPerMinute: BOUNDLESS },
  ]);
  return { ...product, pools: Object.fromEntries(pools) };
}

/** @type {Record<string, () => Promise<unknown>>} What is opened; it is held until the process ends. */
const subjects = {
  keys: () => {
    const transport = newTransport();
    const product = boundless(umfutures);
    return inTurn((index) => {
      const apiKey = `account-${index}`;
      const manager = createListenKeyManager({ product, apiKey, transport, environment });
      return manager.open().then(() => manager);
    });
  },
  streams: () => {
    const product = boundless(umfutures);
    const socketForm = product.listenKey.socketForms[0].name;
    let transport;
    return inTurn(async (index) => {
      if (index % ACCOUNTS_PER_TRANSPORT === 0) transport = newTransport();
      const apiKey = `account-${index}`;
      return live(openUserDataStream({ product, apiKey, transport, environment, socketForm }));
    });
  },
  "shared streams": () => {
    const product = boundless(spot);
    const transport = newTransport();
    const signer = hmacSigner("secret");
    return inTurn(async (index) => {
      const apiKey = `account-${index}`;
      const stream = openUserDataStream({ product, apiKey, signer, transport, environment });
      return live(stream);
    });
  },
  "two raw sockets": () =>
    inTurn(() =>
      Promise.all(
        [1, 2].map(async () => {
          const socket = new WebSocket(`${environment.stream}/ws/key`, {
            perMessageDeflate: false,
          });
          socket.on("message", () => {});
          await new Promise((resolve) => socket.on("open", resolve));
          return socket;
        }),
      ),
    ),
};

function newTransport() {
  const transport = nodeHttpTransport();
  transports.push(transport);
  return transport;
}

/** A stream with a listener and both of its sockets. */
async function live(stream) {
  stream.on("event", () => {});
  await stream.ready();
  while (stream.stats().liveSockets < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  return stream;
}

/**
 * The first ones make the runtime load and compile what all of them need, so they are opened before it is measured. Keys
 * are so small that code which comes and goes later would still be seen beside a thousand of them.
 */
const FIRST = what === "keys" ? 500 : 100;

let before;
let begunAt;

/** Opens so many and the first, some at a time. */
async function inTurn(open) {
  const opened = [];
  let next = 0;
  const openUpTo = async (last) => {
    const lane = async () => {
      while (next < last) opened.push(await open(next++));
    };
    await Promise.all(Array.from({ length: 64 }, lane));
  };
  await openUpTo(FIRST);
  await collectGarbage();
  [before, begunAt] = [memory(), performance.now()];
  await openUpTo(FIRST + count);
  return opened;
}

function memory() {
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}

globalThis.held = await subjects[what]();
const openedMs = performance.now() - begunAt;
// The connections of requests would be dropped a few seconds later anyway.
for (const transport of transports) transport.close();
await collectGarbage();
const after = memory();
// What has just begun is watched more closely for a few seconds.
await new Promise((resolve) => setTimeout(resolve, SETTLES_MS));
const cpuBefore = cpu();
await new Promise((resolve) => setTimeout(resolve, restMs));
const cpuAtRest = cpu() - cpuBefore;
tell({
  kind: "done",
  figures: {
    heap: (after.heapUsed - before.heapUsed) / count,
    rss: (after.rss - before.rss) / count,
    openMs: openedMs,
    restPercent: (cpuAtRest / (restMs * 1_000)) * 100,
  },
});
