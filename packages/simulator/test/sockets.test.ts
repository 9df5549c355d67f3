import { afterEach, describe, expect, test } from "vitest";
import type { ProductId } from "../src/index.ts";
import { faces, type Bench } from "./bench.ts";
import { documentedCalls, withQuery } from "./product-calls.ts";

const HOUR = 3_600_000;
const EVENT = { e: "ORDER_TRADE_UPDATE", E: 1, o: { i: 2n ** 63n } } as const;
const TEXT = '{"e":"ORDER_TRADE_UPDATE","E":1,"o":{"i":9223372036854775808}}';

/** Paths that keep silent with the keys of these products. */
const SILENT: readonly (readonly [product: ProductId, path: (key: string) => string])[] = [
  ["umfutures", (key) => `/ws/${key}`],
  ["umfutures", (key) => `/stream?streams=${key}`],
  ["umfutures", (key) => `/pm/ws/${key}`],
  ["options", (key) => `/ws/${key}`],
  ["portfolio-margin", (key) => `/ws/${key}`],
  ["portfolio-margin", (key) => `/private/ws/${key}`],
  ["cmfutures", (key) => `/private/ws/${key}`],
  ["cmfutures", (key) => `/pm/ws/${key}`],
  ["spot", (key) => `/private/ws?listenKey=${key}&events=ORDER_TRADE_UPDATE`],
  ["umfutures", (key) => `/market/ws/${key}`],
  ["umfutures", () => "/private/ws"],
];

let bench: Bench;
afterEach(() => bench.close());

function pathOf(product: ProductId): string {
  const calls = documentedCalls.find((one) => one.product === product);
  return calls === undefined ? "" : withQuery(calls.path, calls.query);
}

describe.each(faces)("$name", (face) => {
  test.each(documentedCalls)("$product events come on the documented path", async (calls) => {
    bench = await face.open();
    const key = await bench.key(withQuery(calls.path, calls.query));
    const socket = await bench.socket(calls.socket.join(key));
    const number = bench.account.emit(calls.product as ProductId, EVENT);
    expect(await bench.heard(socket)).toEqual([TEXT]);
    const [opened] = bench.exchange.log.of("socketOpened");
    expect(opened).toMatchObject({ silent: false, keys: [1], accounts: ["alice"] });
    expect(bench.exchange.log.of("eventSent")).toMatchObject([{ event: number, socket: 1 }]);
  });

  test.each(SILENT)(
    "%s keys open a socket on another path and hear nothing",
    async (product, path) => {
      bench = await face.open();
      const key = await bench.key(pathOf(product));
      const socket = await bench.socket(path(key));
      expect(socket.isOpen).toBe(true);
      bench.account.emit(product, EVENT);
      expect(await bench.heard(socket)).toEqual([]);
      expect(bench.exchange.log.of("socketOpened")).toMatchObject([{ silent: true }]);
    },
  );

  test("a key that the exchange never made opens a socket too, and hears nothing", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/ws/${"x".repeat(64)}`);
    bench.account.emit("spot", EVENT);
    expect(socket.isOpen).toBe(true);
    expect(await bench.heard(socket)).toEqual([]);
    expect(bench.exchange.log.of("socketOpened")).toMatchObject([{ keys: [0], silent: true }]);
  });

  test("an unknown path refuses the handshake with 404", async () => {
    bench = await face.open();
    for (const path of ["/", "/wss/key", "/eoptions/ws/key", "/pm-pro/ws/key"]) {
      const socket = await bench.socket(path);
      expect({ code: socket.code, refusal: socket.refusal }).toEqual({ code: 1006, refusal: 404 });
    }
    expect(bench.exchange.log.of("socketRefused")).toHaveLength(4);
  });

  test("a wrapped path tells the key, and the event where events were named", async () => {
    bench = await face.open();
    const spot = await bench.key(pathOf("spot"));
    const usdm = await bench.key(pathOf("umfutures"));
    const streams = await bench.socket(`/stream?streams=${spot}`);
    const named = await bench.socket(
      `/private/stream?listenKey=${usdm}&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE`,
    );
    const unnamed = await bench.socket(`/private/stream?listenKey=${usdm}`);
    bench.account.emit("spot", EVENT);
    bench.account.emit("umfutures", EVENT);
    expect(await bench.heard(streams)).toEqual([`{"stream":"${spot}","data":${TEXT}}`]);
    expect(await bench.heard(unnamed)).toEqual([`{"stream":"${usdm}","data":${TEXT}}`]);
    expect(await bench.heard(named)).toEqual([
      `{"stream":"${usdm}@ORDER_TRADE_UPDATE","data":${TEXT}}`,
    ]);
  });

  test("several keys share a private socket, each with its own events", async () => {
    bench = await face.open();
    const bob = bench.exchange.createAccount({ id: "bob" });
    const mine = await bench.key(pathOf("umfutures"));
    const his = await bench.key(pathOf("umfutures"), { apiKey: bob.apiKeys[0] });
    const socket = await bench.socket(
      `/private/stream?listenKey=${mine}&events=A&listenKey=${his}&events=B/C`,
    );
    for (const account of [bench.account, bob]) {
      for (const e of ["A", "B", "C"]) account.emit("umfutures", { e, E: 1 });
    }
    expect(await bench.heard(socket)).toEqual([
      `{"stream":"${mine}@A","data":{"e":"A","E":1}}`,
      `{"stream":"${his}@B","data":{"e":"B","E":1}}`,
      `{"stream":"${his}@C","data":{"e":"C","E":1}}`,
    ]);
    expect(bench.exchange.sockets[0]?.accounts).toEqual(["alice", "bob"]);
  });

  test("event names are not checked, and only those named come", async () => {
    bench = await face.open();
    const key = await bench.key(pathOf("umfutures"));
    const socket = await bench.socket(
      `/private/ws?listenKey=${key}&events=ACCOUNT_UPDATE/ALGO_ORDER_UPDATE`,
    );
    for (const e of ["ALGO_UPDATE", "ACCOUNT_UPDATE"]) bench.account.emit("umfutures", { e, E: 1 });
    expect(await bench.heard(socket)).toEqual(['{"e":"ACCOUNT_UPDATE","E":1}']);
    await bench.clock.advance(HOUR);
    expect(await bench.heard(socket)).toHaveLength(1);
  });

  test("a USD-M key carries Portfolio Margin Pro on its own path, and nothing else there", async () => {
    bench = await face.open();
    const key = await bench.key(pathOf("umfutures"));
    const socket = await bench.socket(`/pm-classic/ws/${key}`);
    bench.account.emit("umfutures", EVENT);
    bench.account.emit("portfolio-margin-pro", { e: "riskLevelChange", E: 2 });
    expect(await bench.heard(socket)).toEqual(['{"e":"riskLevelChange","E":2}']);
  });

  test("an event without a time gets the exchange's", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/ws/${await bench.key(pathOf("spot"))}`);
    bench.account.emit("spot", { e: "balanceUpdate", a: "BTC", left: undefined });
    const text = `{"e":"balanceUpdate","E":${bench.clock.now()},"a":"BTC"}`;
    expect(await bench.heard(socket)).toEqual([text]);
    expect(bench.exchange.log.of("eventProduced")).toMatchObject([
      { event: 1, account: "alice", product: "spot", name: "balanceUpdate", text },
    ]);
  });

  test("a socket is cut when its day is over, and not before", async () => {
    bench = await face.open();
    const socket = await bench.socket("/ws/anything");
    await bench.clock.advance(24 * HOUR - 1);
    expect(bench.exchange.sockets).toHaveLength(1);
    await bench.clock.advance(1);
    expect(await socket.end()).toBe(1001);
    expect(bench.exchange.sockets).toHaveLength(0);
  });

  test("the exchange's hands: a frame, a close frame, a cut", async () => {
    bench = await face.open();
    const first = await bench.socket("/ws/one");
    const second = await bench.socket("/ws/two");
    const [one, two] = bench.exchange.sockets;
    one?.send("broken {");
    one?.close(1012, "restart");
    two?.cut();
    expect(await first.end()).toBe(1012);
    expect(first.frames).toEqual(["broken {"]);
    expect(await second.end()).toBe(1006);
    expect(bench.exchange.log.of("socketClosed")).toMatchObject([
      { socket: 1, by: "exchange", code: 1012, reason: "restart" },
      { socket: 2, by: "exchange", code: 1006 },
    ]);
  });

  test("the exchange notices that a client has left, and sends it nothing more", async () => {
    bench = await face.open();
    const key = await bench.key(pathOf("spot"));
    const socket = await bench.socket(`/ws/${key}`);
    const witness = await bench.socket(`/ws/${key}`);
    socket.close();
    // The witness's own frames prove nothing of the other wire: wait until the exchange has seen it.
    while (bench.exchange.sockets.length > 1) await bench.clock.settle();
    bench.account.emit("spot", EVENT);
    expect(await bench.heard(witness)).toEqual([TEXT]);
    expect(socket.frames).toEqual([]);
    expect(bench.exchange.log.of("eventSent")).toMatchObject([{ socket: 2 }]);
    expect(bench.exchange.log.of("socketClosed")).toMatchObject([{ socket: 1, by: "client" }]);
  });

  test("a shutdown is announced on every socket, and comes", async () => {
    bench = await face.open();
    const raw = await bench.socket("/ws/anything");
    const wrapped = await bench.socket("/stream?streams=anything");
    bench.exchange.announceShutdown({ cutAfterMs: 1000 });
    const text = `{"e":"serverShutdown","E":${bench.clock.now()}}`;
    expect(await bench.heard(raw)).toEqual([text]);
    expect(await bench.heard(wrapped)).toEqual([`{"stream":"!serverShutdown","data":${text}}`]);
    await bench.clock.advance(1000);
    expect([await raw.end(), await wrapped.end()]).toEqual([1006, 1006]);
  });
});
