import { afterEach, describe, expect, test } from "vitest";
import { faces, memoryFace, type Bench } from "./bench.ts";
import type { SocketRecorder } from "./socket-recorder.ts";

const usdm = "/fapi/v1/listenKey";
let bench: Bench;
afterEach(() => bench.close());

const event = (e: string): { readonly e: string; readonly E: number } => ({ e, E: 1 });
const text = (e: string): string => `{"e":"${e}","E":1}`;

async function list(socket: SocketRecorder): Promise<unknown> {
  return socket.ask({ method: "LIST_SUBSCRIPTIONS", id: 3 });
}

describe.each(faces)("$name", (face) => {
  test("a key that is subscribed to is heard, and no more when it is given up", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const socket = await bench.socket("/private/stream?streams=");
    bench.account.emit("umfutures", event("A"));
    expect(await socket.ask({ method: "SUBSCRIBE", params: [key], id: 1 })).toEqual({
      result: null,
      id: 1,
    });
    bench.account.emit("umfutures", event("B"));
    expect(await socket.ask({ method: "UNSUBSCRIBE", params: [key], id: 2 })).toEqual({
      result: null,
      id: 2,
    });
    bench.account.emit("umfutures", event("C"));
    expect(await list(socket)).toEqual({ result: [], id: 3 });
    expect((await bench.heard(socket)).filter((frame) => frame.includes('"e"'))).toEqual([
      `{"stream":"${key}","data":${text("B")}}`,
    ]);
    expect(bench.exchange.log.of("socketOpened")).toMatchObject([{ keys: [], silent: true }]);
    expect(bench.exchange.log.of("socketRetuned")).toMatchObject([
      { socket: 1, keys: [1], accounts: ["alice"], silent: false },
      { socket: 1, keys: [], accounts: [], silent: true },
    ]);
    expect(JSON.stringify(bench.exchange.log.records)).not.toContain(key);
  });

  test("events of a key can be subscribed to one by one, and each comes once", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const socket = await bench.socket(`/private/stream?listenKey=${key}&events=A/B`);
    expect(await list(socket)).toEqual({ result: [`${key}@A`, `${key}@B`], id: 3 });
    await socket.ask({ method: "SUBSCRIBE", params: [`${key}@C`, `${key}@A`], id: 1 });
    await socket.ask({ method: "UNSUBSCRIBE", params: [`${key}@B`], id: 1 });
    expect(await list(socket)).toEqual({ result: [`${key}@A`, `${key}@C`], id: 3 });
    for (const name of ["A", "B", "C", "D"]) bench.account.emit("umfutures", event(name));
    await socket.ask({ method: "SUBSCRIBE", params: [key], id: 1 });
    for (const name of ["A", "D"]) bench.account.emit("umfutures", event(name));
    const frames = (await bench.heard(socket)).filter((frame) => frame.includes('"data"'));
    expect(frames).toEqual([
      `{"stream":"${key}@A","data":${text("A")}}`,
      `{"stream":"${key}@C","data":${text("C")}}`,
      `{"stream":"${key}","data":${text("A")}}`,
      `{"stream":"${key}","data":${text("D")}}`,
    ]);
    expect(bench.exchange.log.of("eventSent")).toHaveLength(4);
  });

  test("accounts can join a socket and leave it, and the others hear nothing of that", async () => {
    bench = await face.open();
    const bob = bench.exchange.createAccount({ id: "bob" });
    const mine = await bench.key(usdm);
    const his = await bench.key(usdm, { apiKey: bob.apiKeys[0] });
    const socket = await bench.socket(`/private/stream?listenKey=${mine}&events=A`);
    await socket.ask({ method: "SUBSCRIBE", params: [`${his}@A`], id: 1 });
    expect(bench.exchange.sockets[0]?.accounts).toEqual(["alice", "bob"]);
    for (const account of [bench.account, bob]) account.emit("umfutures", event("A"));
    await socket.ask({ method: "UNSUBSCRIBE", params: [`${mine}@A`], id: 2 });
    for (const account of [bench.account, bob]) account.emit("umfutures", event("A"));
    const frames = (await bench.heard(socket)).filter((frame) => frame.includes('"data"'));
    expect(frames).toEqual(
      [mine, his, his].map((key) => `{"stream":"${key}@A","data":${text("A")}}`),
    );
    expect(bench.exchange.log.of("socketRetuned")).toMatchObject([
      { keys: [1, 2], accounts: ["alice", "bob"], silent: false },
      { keys: [2], accounts: ["bob"], silent: false },
    ]);
  });

  test("a key that nobody has made is subscribed to without a word, and is never heard", async () => {
    bench = await face.open();
    const socket = await bench.socket("/private/stream");
    const request = { method: "SUBSCRIBE", params: ["bogus"], id: 1 };
    expect(await socket.ask(request)).toEqual({ result: null, id: 1 });
    expect(await list(socket)).toEqual({ result: ["bogus"], id: 3 });
    expect(bench.exchange.log.of("socketRetuned")).toMatchObject([{ keys: [0], silent: true }]);
  });

  test("frames can be wrapped and unwrapped", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    const get = { method: "GET_PROPERTY", params: ["combined"], id: 5 };
    expect(await socket.ask(get)).toEqual({ result: false, id: 5 });
    await socket.ask({ method: "SET_PROPERTY", params: ["combined", true], id: 6 });
    expect(await socket.ask(get)).toEqual({ result: true, id: 5 });
    bench.account.emit("umfutures", event("A"));
    expect((await bench.heard(socket)).at(-1)).toMatch(/^\{"stream":"\w{64}","data":/);
  });

  test("what is no request is told so, and harms nothing", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    expect(await socket.ask("{")).toEqual({
      error: { code: 3, msg: "Invalid JSON: expected value at line 1 column 1" },
    });
    expect(await socket.ask({ method: "SUBSCRIBE", params: [5], id: 9 })).toEqual({
      error: { code: 2, msg: "Invalid request: invalid stream" },
      id: 9,
    });
    bench.account.emit("umfutures", event("A"));
    expect((await bench.heard(socket)).at(-1)).toBe(text("A"));
  });

  test("a socket that asks too often is closed", async () => {
    bench = await face.open();
    const futures = await bench.socket("/private/stream");
    const spot = await bench.socket("/ws");
    for (let id = 0; id < 5; id += 1) await list(spot);
    for (let id = 0; id < 10; id += 1) await list(futures);
    await bench.clock.advance(1000);
    for (let id = 0; id < 5; id += 1) await list(spot);
    for (let id = 0; id < 10; id += 1) await list(futures);
    for (const socket of [spot, futures]) socket.send({ method: "LIST_SUBSCRIPTIONS", id: 3 });
    expect(await Promise.all([spot.end(), futures.end()])).toEqual([1008, 1008]);
    expect(bench.exchange.log.of("socketClosed")).toMatchObject(
      Array.from({ length: 2 }, () => ({ code: 1008, reason: "Too many requests" })),
    );
  });

  test("a socket with too many streams is told so, and closed", async () => {
    bench = await face.open({ limits: { streamsPerSocket: 3 } });
    const socket = await bench.socket("/private/stream?listenKey=a&events=A/B");
    await socket.ask({ method: "SUBSCRIBE", params: ["a@A", "b"], id: 1 });
    expect(await socket.ask({ method: "SUBSCRIBE", params: ["c"], id: 2 })).toEqual({
      error: { code: 4, msg: "Too many streams" },
      id: 2,
    });
    expect(await socket.end()).toBe(1008);
    const full = await bench.socket("/stream?streams=a/b/c/d");
    expect(await full.end()).toBe(1008);
    expect(full.frames).toEqual(['{"error":{"code":4,"msg":"Too many streams"}}']);
  });
});

describe("questions", () => {
  const HOSTS = [
    ["stream.binance.com", "/ws/x", "probes"],
    ["fstream.binance.com", "/private/ws/x", "probes"],
    ["fstream.binance.com", "/ws/x", "probes"],
    ["dstream.binance.com", "/ws/x", "probes"],
    ["fstream.binance.com", "/pm/ws/x", "portfolioProbes"],
    ["fstream.binance.com", "/pm-classic/ws/x", "portfolioProbes"],
    ["margin-stream.binance.com", "/ws/x", "portfolioProbes"],
  ] as const;

  const answers = async (
    [stream, path]: readonly [string, string, string],
    dialect: object,
  ): Promise<readonly string[]> => {
    bench = await memoryFace.open({ stream, dialect });
    const socket = await bench.socket(path);
    socket.send({ method: "LIST_SUBSCRIPTIONS", id: 1 });
    socket.send({ method: "GET_PROPERTY", params: ["combined"], id: 2 });
    socket.send({ method: "SUBSCRIBE", params: ["y"], id: 3 });
    return bench.heard(socket);
  };

  test.each(HOSTS)("%s%s answers them by dialect, requests always", async (...place) => {
    const acknowledged = '{"result":null,"id":3}';
    expect(await answers(place, { [place[2]]: "unanswered" })).toEqual([acknowledged]);
    expect(await answers(place, { [place[2]]: "answered" })).toEqual([
      '{"result":["x"],"id":1}',
      '{"result":false,"id":2}',
      acknowledged,
    ]);
  });

  test("they are answered by default, but not on Portfolio Margin and margin risk", async () => {
    for (const place of HOSTS) {
      const isAnswered = place[2] === "probes";
      expect(await answers(place, {})).toHaveLength(isAnswered ? 3 : 1);
    }
  });
});

describe("forms", () => {
  const hearing = async (
    product: "umfutures" | "options" | "portfolio-margin" | "cmfutures",
    path: (key: string) => string,
    dialect: object = {},
  ): Promise<readonly string[]> => {
    bench = await memoryFace.open({ dialect });
    const key = bench.account.keys(product).create();
    const socket = await bench.socket(path(key));
    const answer = '{"result":null,"id":1}';
    await socket.ask({ method: "SUBSCRIBE", params: [key], id: 1 });
    bench.account.emit(product, event("A"));
    const [opened] = bench.exchange.log.of("socketRetuned");
    const frames = (await bench.heard(socket)).filter((frame) => frame !== answer);
    expect(opened?.silent).toBe(frames.length === 0);
    return frames.map((frame) => frame.replace(key, "K"));
  };
  const wrapped = `{"stream":"K","data":${text("A")}}`;

  test("USD-M keys can be subscribed to, or are silent by dialect; options keys always can", async () => {
    const open = (): string => "/private/stream?streams=";
    expect(await hearing("umfutures", open)).toEqual([wrapped]);
    expect(await hearing("umfutures", open, { usdmSubscribe: "silent" })).toEqual([]);
    expect(await hearing("options", open, { usdmSubscribe: "silent" })).toEqual([wrapped]);
  });

  test("subscribing wakes a key that the URL's form left silent", async () => {
    const dialect = { usdmPathForm: "silent" };
    expect(await hearing("umfutures", (key) => `/private/ws/${key}`, dialect)).toEqual([text("A")]);
  });

  test("the paths of official connectors are there for Portfolio Margin and COIN-M too", async () => {
    expect(await hearing("portfolio-margin", () => "/pm/stream?streams=")).toEqual([wrapped]);
    expect(await hearing("cmfutures", () => "/stream?streams=")).toEqual([wrapped]);
  });

  test("futures take the string ids of official connectors, options do not", async () => {
    bench = await memoryFace.open();
    const ask = async (socket: SocketRecorder): Promise<unknown> =>
      socket.ask({ method: "LIST_SUBSCRIPTIONS", id: "0e5eedb0e75895f85bc91ccbf6d9d378" });
    expect(await ask(await bench.socket("/private/stream?streams="))).toMatchObject({ result: [] });
    const options = bench.account.keys("options").create();
    expect(await ask(await bench.socket(`/private/ws/${options}`))).toMatchObject({
      error: { code: 2 },
    });
  });

  test("a key that has ended wakes nobody, and its account is not among those heard", async () => {
    bench = await memoryFace.open();
    const key = bench.account.keys("umfutures").create();
    bench.account.keys("umfutures").revoke();
    const socket = await bench.socket("/private/stream");
    await socket.ask({ method: "SUBSCRIBE", params: [key], id: 1 });
    const dead = { keys: [1], accounts: [], silent: true };
    expect(bench.exchange.log.of("socketRetuned")).toMatchObject([dead]);
  });

  test("a false farewell comes once, whatever is asked later", async () => {
    bench = await memoryFace.open({ dialect: { usdmWithoutEvents: "expired" } });
    const key = bench.account.keys("umfutures").create();
    const socket = await bench.socket(`/private/ws?listenKey=${key}`);
    await socket.ask({ method: "SET_PROPERTY", params: ["combined", true], id: 1 });
    const farewells = (await bench.heard(socket)).filter((frame) => frame.includes("Expired"));
    expect(farewells).toHaveLength(1);
  });

  test("a key on a path that does not carry it stays silent", async () => {
    expect(await hearing("umfutures", () => "/stream?streams=")).toEqual([]);
    expect(await hearing("cmfutures", () => "/private/stream?streams=")).toEqual([]);
  });
});
