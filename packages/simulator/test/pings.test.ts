import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { fault, type ProductId } from "../src/index.ts";
import { serveExchange, type ExchangeServer } from "../src/server.ts";
import { faces, memoryFace, type Bench } from "./bench.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

let bench: Bench;
afterEach(() => bench.close());

interface Pace {
  readonly stream: string;
  readonly product: ProductId;
  /** In front of the key. */
  readonly path: string;
  readonly everyMs: number;
  readonly withinMs: number;
}

const SPOT = { everyMs: 20 * SECOND, withinMs: MINUTE };
const FUTURES = { everyMs: 3 * MINUTE, withinMs: 10 * MINUTE };
const OPTIONS = { everyMs: 5 * MINUTE, withinMs: 15 * MINUTE };
const COMPATIBLE = "stream.compatible.example";
const FSTREAM = "fstream.binance.com";

const PACES: readonly Pace[] = [
  { stream: COMPATIBLE, product: "spot", path: "/ws/", ...SPOT },
  { stream: "margin-stream.binance.com", product: "margin-risk", path: "/ws/", ...SPOT },
  { stream: FSTREAM, product: "umfutures", path: "/private/ws/", ...FUTURES },
  { stream: "dstream.binance.com", product: "cmfutures", path: "/ws/", ...FUTURES },
  { stream: COMPATIBLE, product: "cmfutures", path: "/ws/", ...FUTURES },
  { stream: FSTREAM, product: "portfolio-margin", path: "/pm/ws/", ...FUTURES },
  { stream: FSTREAM, product: "portfolio-margin-pro", path: "/pm-classic/ws/", ...FUTURES },
  { stream: FSTREAM, product: "options", path: "/private/ws/", ...OPTIONS },
];

test.each(PACES)("$stream pings $product sockets at its own pace", async (pace) => {
  bench = await memoryFace.open({ stream: pace.stream });
  const key = bench.account.keys(pace.product).create();
  const socket = await bench.socket(`${pace.path}${key}`);
  await bench.clock.advance(pace.everyMs - 1);
  expect(socket.pings).toBe(0);
  await bench.clock.advance(1 + 2 * pace.everyMs);
  expect(socket.pings).toBe(3);
});

test.each(PACES)("$stream closes half-open $product sockets at its own deadline", async (pace) => {
  bench = await memoryFace.open({ stream: pace.stream });
  const key = bench.account.keys(pace.product).create();
  const socket = await bench.socket(`${pace.path}${key}`);
  bench.exchange.sockets[0]?.freeze();
  await bench.clock.advance(pace.everyMs + pace.withinMs - 1);
  expect(bench.exchange.sockets).toHaveLength(1);
  await bench.clock.advance(1);
  expect(bench.exchange.sockets).toHaveLength(0);
  expect(bench.exchange.log.of("socketClosed")).toMatchObject([
    { by: "exchange", code: 1008, reason: "Pong timeout" },
  ]);
  expect(socket).toMatchObject({ isOpen: true, pings: 0 });
});

describe.each(faces)("$name", (face) => {
  test("every ping is seen and answered", async () => {
    bench = await face.open();
    const socket = await bench.socket("/ws/x");
    for (let ping = 1; ping <= 5; ping += 1) {
      await bench.clock.advance(20 * SECOND);
      await socket.pinged(ping);
    }
    expect(socket).toMatchObject({ isOpen: true, pings: 5 });
  });

  test("a socket that answers outlives any leap of the clock", async () => {
    bench = await face.open();
    const socket = await bench.socket("/ws/x");
    await bench.clock.advance(DAY - 1);
    expect(bench.exchange.sockets).toHaveLength(1);
    expect(socket.isOpen).toBe(true);
  });

  test("a ping can be sent by hand, and asks no more of anybody", async () => {
    bench = await face.open();
    const socket = await bench.socket("/ws/x");
    for (let ping = 0; ping < 20; ping += 1) bench.exchange.sockets[0]?.ping();
    await socket.pinged(20);
    expect(await bench.heard(socket)).toEqual([]);
    expect(socket.isOpen).toBe(true);
  });

  test("pings can be missing, and nobody waits for a pong", async () => {
    bench = await face.open({ dialect: { pings: "missing" } });
    const socket = await bench.socket("/ws/x");
    bench.exchange.sockets[0]?.freeze();
    await bench.clock.advance(DAY - 1);
    expect(socket.pings).toBe(0);
    expect(bench.exchange.sockets).toHaveLength(1);
  });

  test("a socket that is silent but for its pings stays open", async () => {
    bench = await face.open();
    const key = await bench.key("/api/v3/userDataStream");
    bench.exchange.faults.always({ socket: 1 }, fault.dropFrame());
    const socket = await bench.socket(`/ws/${key}`);
    bench.account.emit("spot", { e: "X" });
    await bench.clock.advance(20 * SECOND);
    await socket.pinged(1);
    expect(await bench.heard(socket)).toEqual([]);
  });
});

test("a client that hides pings answers them like any other", async () => {
  bench = await memoryFace.open();
  let seen = 0;
  const transport = bench.exchange.transport({ seesPings: false });
  const ignore = (): void => undefined;
  transport.connect(
    { url: "wss://stream.binance.com/ws/x" },
    { open: ignore, message: ignore, unreadable: ignore, activity: () => (seen += 1), end: ignore },
  );
  await bench.clock.advance(DAY - 1);
  expect(bench.exchange.sockets).toHaveLength(1);
  expect(seen).toBe(0);
});

test("a quiet day costs a handful of timers, and leaves none behind", async () => {
  bench = await memoryFace.open();
  const before = bench.clock.pendingTimers;
  for (let count = 0; count < 10; count += 1) await bench.socket("/ws/x");
  // The heartbeat, and the end of the day.
  expect(bench.clock.pendingTimers - before).toBe(20);
  await bench.clock.advance(DAY - 1);
  expect(bench.clock.pendingTimers - before).toBe(20);
  await bench.clock.advance(1);
  expect(bench.clock.pendingTimers).toBe(before);
});

describe("over HTTP", () => {
  const connect = async (options: WebSocket.ClientOptions): Promise<WebSocket> => {
    bench = await memoryFace.open();
    server = await serveExchange(bench.exchange);
    const socket = new WebSocket(`${server.stream}/ws/x`, options);
    await once(socket, "open");
    return socket;
  };
  let server: ExchangeServer;
  afterEach(() => server.close());

  test("a client that answers no ping is closed", async () => {
    const socket = await connect({ autoPong: false });
    await bench.clock.advance(80 * SECOND);
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1008, "Pong timeout"]);
  });

  test("pings and pongs that nobody asked for count against the client's limit", async () => {
    const socket = await connect({});
    for (let count = 0; count < 3; count += 1) {
      socket.ping();
      socket.pong();
    }
    const [code, reason] = (await once(socket, "close")) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1008, "Too many requests"]);
  });
});
