// What a stream hears while its sockets are cut: when each event came, by its number.
import { openUserDataStream } from "@listenkey/stream";
import { nodeHttpTransport } from "@listenkey/transport-node-http";
import { umfutures } from "@listenkey/umfutures";
import { WebSocket } from "ws";
import { microseconds } from "./microseconds.mjs";
import { order, tell } from "./program.mjs";

const { port, sockets } = order;
const environment = {
  rest: `http://127.0.0.1:${port}`,
  stream: `ws://127.0.0.1:${port}/umfutures`,
};

/** How many handshakes stand for one. */
const HANDSHAKES = 5;

const handshakes = [];
for (let turn = 0; turn < HANDSHAKES; turn++) {
  const begunAt = microseconds();
  const socket = new WebSocket(`${environment.stream}/ws/key`, { perMessageDeflate: false });
  await new Promise((resolve) => socket.on("open", resolve));
  handshakes.push(microseconds() - begunAt);
  socket.terminate();
}

const heard = [];
const gaps = [];
const stream = openUserDataStream({
  product: umfutures,
  apiKey: "bench",
  transport: nodeHttpTransport(),
  environment,
  socketForm: umfutures.listenKey.socketForms[0].name,
  sockets,
});
stream.on("event", (item) => {
  if (item.type === "gap") gaps.push(item);
  else heard.push([Number(item.data.o.t), microseconds()]);
});
await stream.ready();
while (stream.stats().liveSockets < sockets) await new Promise((resolve) => setTimeout(resolve, 1));

process.on("message", () => {
  tell({ kind: "done", figures: {}, heard, gaps: gaps.length, handshakes });
});
tell({ kind: "ready" });
