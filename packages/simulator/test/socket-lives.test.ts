import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { fault } from "../src/index.ts";
import { serveExchange } from "../src/server.ts";
import { faces, memoryFace, type Bench } from "./bench.ts";

const usdm = "/fapi/v1/listenKey";
const MEGABYTE = 2 ** 20;
let bench: Bench;
afterEach(() => bench.close());

const event = (n: number): { readonly e: string; readonly E: number } => ({ e: "X", E: n });
const text = (n: number): string => `{"e":"X","E":${n}}`;
const emit = (n: number): void => void bench.account.emit("umfutures", event(n));

describe.each(faces)("$name", (face) => {
  test("a socket becomes half-open in mid-life", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    bench.exchange.faults.next({}, fault.freezeSocket({ afterMs: 1000 }));
    const frozen = await bench.socket(`/private/ws/${key}`);
    const witness = await bench.socket(`/private/ws/${key}`);
    await bench.clock.advance(999);
    emit(1);
    await frozen.atLeast(1);
    await bench.clock.advance(1);
    emit(2);
    expect(await bench.heard(witness)).toEqual([text(1), text(2)]);
    expect(frozen).toMatchObject({ isOpen: true, frames: [text(1)] });
    expect(bench.exchange.log.of("eventWithheld")).toMatchObject([
      { event: 2, socket: 1, fault: "frozen" },
    ]);
    expect(bench.exchange.log.of("socketFrozen")).toMatchObject([{ socket: 1 }]);
  });

  test("two sockets lag behind by different times", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    bench.exchange.faults.next({}, fault.laggingSocket(200));
    const slow = await bench.socket(`/private/ws/${key}`);
    bench.exchange.faults.next({}, fault.laggingSocket(50));
    const lazy = await bench.socket(`/private/ws/${key}`);
    const prompt = await bench.socket(`/private/ws/${key}`);
    emit(1);
    await prompt.atLeast(1);
    await bench.clock.advance(49);
    expect([slow.frames, lazy.frames]).toEqual([[], []]);
    await bench.clock.advance(1);
    await lazy.atLeast(1);
    await bench.clock.advance(149);
    expect(slow.frames).toEqual([]);
    bench.exchange.sockets[0]?.lag(0);
    await bench.clock.advance(1);
    emit(2);
    expect(await slow.atLeast(2)).toEqual([text(1), text(2)]);
    expect(bench.exchange.log.of("eventSent").map(({ socket }) => socket)).toEqual(
      [3, 2, 1, 1, 3, 2].slice(0, 5),
    );
  });

  test("a lag and another fault go together", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    bench.exchange.faults.next({}, fault.laggingSocket(200));
    bench.exchange.faults.next({}, fault.closeSocket({ code: 1012, afterMs: 100 }));
    const socket = await bench.socket(`/private/ws/${key}`);
    emit(1);
    await bench.clock.advance(100);
    expect(await socket.end()).toBe(1012);
    expect(socket.frames).toEqual([]);
    expect(bench.exchange.log.of("eventSent")).toEqual([]);
    expect(bench.exchange.log.of("eventWithheld")).toMatchObject([
      { event: 1, socket: 1, fault: "closed" },
    ]);
  });

  test("an event comes as a binary frame", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    bench.exchange.faults.next({ event: "X" }, fault.binaryFrame());
    emit(1);
    bench.exchange.sockets[0]?.sendBinary(new Uint8Array(5));
    await socket.baffled(2);
    emit(2);
    expect(await bench.heard(socket)).toEqual([text(2)]);
    expect(socket.unreadable).toEqual([text(1).length, 5]);
  });

  test("a connection ends in the middle of a frame", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const socket = await bench.socket(`/private/ws/${key}`);
    const witness = await bench.socket(`/private/ws/${key}`);
    bench.exchange.faults.next({ socket: 1 }, fault.tornFrame());
    emit(1);
    expect(await socket.end()).toBe(1006);
    expect(await bench.heard(witness)).toEqual([text(1)]);
    bench.exchange.sockets[0]?.tear(text(2));
    expect(await witness.end()).toBe(1006);
    expect([...socket.frames, ...witness.frames].filter((one) => one === text(2))).toEqual([]);
    expect(socket.frames).toEqual([]);
    expect(bench.exchange.log.of("eventWithheld")).toMatchObject([{ socket: 1, fault: "tear" }]);
    expect(bench.exchange.log.of("socketClosed")).toMatchObject([
      { socket: 1, code: 1006, reason: "torn" },
      { socket: 2, code: 1006, reason: "torn" },
    ]);
  });

  test.each([1, 10])("a frame of %i MB arrives whole", async (megabytes) => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    bench.account.emit("umfutures", { e: "X", E: 1, padding: "x".repeat(megabytes * MEGABYTE) });
    const [frame = ""] = await socket.atLeast(1);
    expect(frame.length).toBe(megabytes * MEGABYTE + `{"e":"X","E":1,"padding":""}`.length);
  });
});

test("over HTTP the beginning of a torn frame is on the wire, and its end is not", async () => {
  bench = await memoryFace.open();
  const server = await serveExchange(bench.exchange);
  const client = new WebSocket(`${server.stream}/ws/x`);
  const bytes: Buffer[] = [];
  client.on("upgrade", ({ socket }) => socket.on("data", (data: Buffer) => bytes.push(data)));
  await once(client, "open");
  bench.exchange.sockets[0]?.tear("beginning and end");
  const [code] = (await once(client, "close")) as [number];
  expect(code).toBe(1006);
  const heard = Buffer.concat(bytes).toString("latin1");
  expect(heard).toContain("beginnin");
  expect(heard).not.toContain("end");
  await server.close();
});

test("a deaf socket heeds no request, and its events and pings go on", async () => {
  bench = await memoryFace.open();
  const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
  expect(await socket.ask({ method: "LIST_SUBSCRIPTIONS", id: 1 })).toMatchObject({ id: 1 });
  bench.exchange.sockets[0]?.deafen();
  socket.send({ method: "LIST_SUBSCRIPTIONS", id: 2 });
  emit(1);
  await bench.clock.advance(20 * 60_000);
  expect((await bench.heard(socket)).slice(1)).toEqual([text(1)]);
  expect(socket).toMatchObject({ isOpen: true, pings: 6 });
});

test("a handshake that is refused is logged with the accounts it was for", async () => {
  bench = await memoryFace.open();
  const key = await bench.key(usdm);
  bench.exchange.faults.next({ account: "alice" }, fault.rejectSocket(503));
  await bench.socket(`/private/ws?listenKey=${key}&events=X`);
  await bench.socket("/nowhere");
  expect(bench.exchange.log.of("socketRefused")).toMatchObject([
    { path: "/private/ws", accounts: ["alice"], status: 503, fault: "reject" },
    { path: "?", accounts: [], status: 404 },
  ]);
});

test("a key on a path without account events is in the log, and is silent", async () => {
  bench = await memoryFace.open({ stream: "fstream.binance.com" });
  const key = bench.account.keys("umfutures").create();
  for (const path of [`/ws/${key}`, `/stream?streams=${key}`, `/ws?listenKey=${key}&events=X`]) {
    expect((await bench.socket(path)).isOpen).toBe(true);
  }
  const silent = { keys: [1], accounts: ["alice"], silent: true };
  expect(bench.exchange.log.of("socketOpened")).toMatchObject([
    silent,
    silent,
    { keys: [], silent: true },
  ]);
});

test("what a fault says of limits is in the log like any other limit", async () => {
  bench = await memoryFace.open();
  const { faults } = bench.exchange;
  const now = bench.clock.now();
  faults.next({}, fault.tooManyRequests());
  faults.next({}, fault.tooManyRequests({ retryAfter: 7 }));
  faults.next({}, fault.banned());
  faults.next({}, fault.banned({ until: now + 99 }));
  faults.next({}, fault.unavailable());
  for (let call = 0; call < 4; call += 1) await bench.call(`POST ${usdm}`);
  await bench.call("POST /sapi/v1/margin/listen-key");
  faults.next({}, fault.banned());
  await bench.call("POST /sapi/v1/margin/listen-key");
  const who = { pool: "fapi", who: "192.0.2.1" };
  const written = bench.exchange.log.records.filter(
    ({ kind }) => kind === "limited" || kind === "banned",
  );
  expect(written).toMatchObject([
    { kind: "limited", ...who, until: now + 60_000 },
    { kind: "limited", ...who, until: now + 7000 },
    { kind: "banned", ...who, until: now + 120_000 },
    { kind: "banned", ...who, until: now + 99 },
    { kind: "banned", pool: "sapi-uid", who: "alice", until: now + 120_000 },
  ]);
  expect(await bench.call(`POST ${usdm}`)).toMatchObject({ status: 200 });
});
