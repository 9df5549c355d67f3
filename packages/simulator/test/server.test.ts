import { once, type EventEmitter } from "node:events";
import { get } from "node:http";
import { connect } from "node:net";
import { virtualClock } from "@listenkey/core/testing";
import { afterEach, expect, test } from "vitest";
import WebSocket from "ws";
import { createExchange, fault, type Exchange } from "../src/index.ts";
import { serveExchange, type ExchangeServer, type ServeOptions } from "../src/server.ts";

let server: ExchangeServer;
let exchange: Exchange;
afterEach(() => server.close());

async function serve(options?: ServeOptions): Promise<string> {
  exchange = createExchange({ clock: virtualClock() });
  server = await serveExchange(exchange, options);
  return exchange.createAccount().apiKeys[0] ?? "";
}

/** Resolves when something has ended, however that came about. */
function closed(emitter: EventEmitter): Promise<void> {
  emitter.on("error", () => undefined);
  return new Promise((resolve) => emitter.once("close", () => resolve()));
}

test("it listens on loopback, on a port of its own", async () => {
  await serve();
  expect(server.rest).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(server.stream).toBe(server.rest.replace("http", "ws"));
});

test("programs in browsers may ask and read", async () => {
  await serve();
  const preflight = await fetch(`${server.rest}/fapi/v1/listenKey`, {
    method: "OPTIONS",
    headers: { "access-control-request-headers": "x-mbx-apikey" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe("x-mbx-apikey");
  const answer = await fetch(`${server.rest}/fapi/v1/listenKey`, { method: "POST" });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(exchange.log.of("request")).toHaveLength(1);
});

test("without CORS it is as silent about it as Binance", async () => {
  await serve({ cors: false });
  const answer = await fetch(`${server.rest}/fapi/v1/listenKey`, { method: "OPTIONS" });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});

test("it acts as the hosts it is told to be", async () => {
  const apiKey = await serve({
    actAs: { rest: "fapi.binance.com", stream: "fstream.binance.com" },
  });
  const headers = { "x-mbx-apikey": apiKey };
  const found = await fetch(`${server.rest}/fapi/v1/listenKey`, { method: "POST", headers });
  const other = await fetch(`${server.rest}/papi/v1/listenKey`, { method: "POST", headers });
  expect([found.status, other.status]).toEqual([200, 404]);
  await expect(serveExchange(exchange, { actAs: { rest: "nowhere.example" } })).rejects.toThrow(
    "nowhere.example",
  );
});

test("it says nothing of real time", async () => {
  await serve();
  const answer = await fetch(`${server.rest}/nowhere`);
  expect(answer.headers.get("date")).toBeNull();
});

test("the client's address and name are in the log", async () => {
  await serve();
  await fetch(`${server.rest}/fapi/v1/listenKey`, { method: "POST" });
  expect(exchange.log.of("request")).toMatchObject([
    { ip: "127.0.0.1", client: "http", host: "localhost" },
  ]);
});

test("during an outage connections are dropped, new ones as well", async () => {
  await serve();
  exchange.goDown();
  await expect(fetch(`${server.rest}/fapi/v1/listenKey`)).rejects.toThrow("fetch failed");
  const socket = connect(Number(new URL(server.rest).port), "127.0.0.1");
  await closed(socket);
  expect(socket.bytesRead).toBe(0);
  exchange.comeBack();
  expect((await fetch(`${server.rest}/fapi/v1/listenKey`)).status).toBe(404);
});

test("close ends what hangs: requests, handshakes, frozen sockets and idle connections", async () => {
  await serve();
  const { faults } = exchange;
  faults.next({}, fault.hang());
  const request = get(`${server.rest}/fapi/v1/listenKey`);
  const requestEnded = closed(request);
  faults.next({}, fault.hangSocket());
  const hanging = new WebSocket(`${server.stream}/ws/x`);
  const handshakeEnded = closed(hanging);
  while (exchange.log.written < 2) await new Promise(setImmediate);
  faults.next({}, fault.freezeSocket());
  const frozen = new WebSocket(`${server.stream}/ws/x`);
  await once(frozen, "open");
  const frozenEnded = closed(frozen);
  await server.close();
  await Promise.all([requestEnded, handshakeEnded, frozenEnded]);
  expect(exchange.sockets).toEqual([]);
  await expect(fetch(server.rest)).rejects.toThrow("fetch failed");
});

test("a client that hangs up in mid-request or in mid-handshake harms nobody", async () => {
  await serve();
  const port = Number(new URL(server.rest).port);
  const half = connect(port, "127.0.0.1");
  half.write("POST /fapi/v1/listenKey HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
  exchange.faults.next({}, fault.delaySocket(1000));
  const dialling = new WebSocket(`${server.stream}/ws/x`);
  const clock = exchange.gate.clock as ReturnType<typeof virtualClock>;
  while (clock.pendingTimers === 0) await new Promise(setImmediate);
  half.destroy();
  dialling.terminate();
  await closed(dialling);
  await clock.advance(1000);
  expect((await fetch(`${server.rest}/nowhere`)).status).toBe(404);
  expect(exchange.log.of("request")).toHaveLength(1);
});

test("an exchange can be served twice, and goes on when a server ends", async () => {
  const apiKey = await serve();
  const second = await serveExchange(exchange);
  const headers = { "x-mbx-apikey": apiKey };
  const post = async (origin: string): Promise<unknown> =>
    (await fetch(`${origin}/fapi/v1/listenKey`, { method: "POST", headers })).json();
  const key = await post(second.rest);
  await second.close();
  await second.close();
  expect(await post(server.rest)).toEqual(key);
});

test.each(["//", "//[", "http://x:y/", "/%"])(
  "a request for %s is answered like any other unknown one",
  async (path) => {
    await serve();
    const { port } = new URL(server.rest);
    const status = await new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, path }, (response) =>
        resolve(response.resume().statusCode),
      ).once("error", reject);
    });
    expect(status).toBe(404);
  },
);

test("a handshake for a path that is none is refused, and the server lives on", async () => {
  await serve();
  const { port } = new URL(server.rest);
  const socket = connect(Number(port), "127.0.0.1");
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const upgrade = `connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}`;
  socket.write(`GET //[ HTTP/1.1\r\nhost: x\r\n${upgrade}\r\n\r\n`);
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /);
  socket.destroy();
});
