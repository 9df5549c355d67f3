import { once } from "node:events";
import { virtualClock } from "@listenkey/core/testing";
import { afterEach, expect, test } from "vitest";
import WebSocket from "ws";
import { createExchange, type Exchange } from "../src/index.ts";
import { serveExchange, type ExchangeServer } from "../src/server.ts";
import { hmacOf } from "./ws-api-client.ts";

let server: ExchangeServer;
let exchange: Exchange;
afterEach(async () => {
  exchange.close();
  await server.close();
});

/** A real socket, and the frames it has not read yet. */
async function connect(url: string): Promise<{
  readonly socket: WebSocket;
  readonly next: () => Promise<Readonly<Record<string, unknown>>>;
}> {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  socket.on("message", (data) => frames.push((data as Buffer).toString()));
  await once(socket, "open");
  return {
    socket,
    async next() {
      while (frames.length === 0) await once(socket, "message");
      return JSON.parse(frames.shift() ?? "") as Readonly<Record<string, unknown>>;
    },
  };
}

test("over loopback: a signed subscription, a token, events, the end", async () => {
  const clock = virtualClock();
  exchange = createExchange({ clock });
  server = await serveExchange(exchange);
  const account = exchange.createAccount();
  const { apiKey, secret } = account.credentials();
  expect(server.wsApi).toBe(`${server.stream}/ws-api/v3`);

  const { socket, next } = await connect(server.wsApi);
  const timestamp = clock.now();
  const signature = hmacOf(secret)(`apiKey=${apiKey}&timestamp=${timestamp}`);
  const params = { apiKey, timestamp, signature };
  socket.send(JSON.stringify({ id: "a", method: "userDataStream.subscribe.signature", params }));
  expect(await next()).toMatchObject({ id: "a", status: 200, result: { subscriptionId: 0 } });

  const answer = await fetch(`${server.rest}/sapi/v1/userListenToken`, {
    method: "POST",
    headers: { "x-mbx-apikey": apiKey },
    body: new URLSearchParams({ isIsolated: "true", symbol: "BTCUSDT" }),
  });
  const { token: listenToken } = (await answer.json()) as { token: string };
  const byToken = { method: "userDataStream.subscribe.listenToken", params: { listenToken } };
  socket.send(JSON.stringify({ id: 2, ...byToken }));
  expect(await next()).toMatchObject({ id: 2, status: 200, result: { subscriptionId: 1 } });

  account.emit("margin-isolated-BTCUSDT", { e: "balanceUpdate", E: 1 });
  account.emit("spot", { e: "executionReport", E: 2 });
  expect(await next()).toEqual({ subscriptionId: 1, event: { e: "balanceUpdate", E: 1 } });
  expect(await next()).toEqual({ subscriptionId: 0, event: { e: "executionReport", E: 2 } });

  socket.close();
  await once(socket, "close");
  while (exchange.sockets.length > 0) await clock.settle();
  expect(exchange.log.of("unsubscribed")).toHaveLength(2);
});

test("a handshake that is refused says why", async () => {
  exchange = createExchange({ clock: virtualClock(), limits: { dialsPer5Minutes: 1 } });
  server = await serveExchange(exchange);
  const bad = new WebSocket(`${server.wsApi}?timeUnit=DAYS`);
  const [, refusal] = (await once(bad, "unexpected-response")) as [unknown, NodeJS.ReadableStream];
  let body = "";
  for await (const chunk of refusal) body += String(chunk);
  expect(JSON.parse(body)).toMatchObject({ code: -1194 });
  const second = new WebSocket(server.wsApi);
  const [error] = (await once(second, "error")) as [Error];
  expect(error.message).toContain("429");
});
