import { virtualClock } from "@listenkey/core/testing";
import type { HttpResponse, SocketEnd, Transport } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import {
  binanceHosts,
  compatibleHosts,
  createExchange,
  defaultHosts,
  fault,
  type Exchange,
  type ExchangeOptions,
  type MemoryTransportOptions,
} from "../src/index.ts";

const usdm = "https://fapi.binance.com/fapi/v1/listenKey";

interface Setup {
  readonly clock: ReturnType<typeof virtualClock>;
  readonly exchange: Exchange;
  readonly transport: Transport;
  readonly post: (url: string, signal?: AbortSignal) => Promise<HttpResponse>;
  /** Opens a socket; what happens to it goes into the list. */
  readonly listen: (url: string) => Listening;
}

interface Listening {
  readonly seen: readonly unknown[];
  close(): void;
  send(text: string): void;
}

function setup(
  options: MemoryTransportOptions = {},
  exchangeOptions: Partial<ExchangeOptions> = {},
): Setup {
  const clock = virtualClock();
  const exchange = createExchange({ clock, ...exchangeOptions });
  const [apiKey = ""] = exchange.createAccount().apiKeys;
  const transport = exchange.transport(options);
  return {
    clock,
    exchange,
    transport,
    post: (url, signal = new AbortController().signal) =>
      transport.send({ method: "POST", url, headers: { "x-mbx-apikey": apiKey }, signal }),
    listen(url) {
      const seen: unknown[] = [];
      const socket = transport.connect(
        { url },
        {
          open: () => void seen.push("open"),
          message: (text) => void seen.push(text),
          unreadable: () => void seen.push("unreadable"),
          activity: () => undefined,
          end: (end) => void seen.push(outline(end)),
        },
      );
      return { seen, close: () => socket.close(), send: (text) => socket.send(text) };
    },
  };
}

function outline({ code, error, refusal }: SocketEnd): object {
  return { code, error: error?.code, refusal: refusal?.status };
}

/** What a promise has come to, without waiting for it. */
async function fateOf(promise: Promise<HttpResponse>): Promise<unknown> {
  return promise.then(
    ({ status }) => status,
    (error: { code: string }) => error.code,
  );
}

describe("latency", () => {
  test("a request takes one millisecond each way by default", async () => {
    const { clock, exchange, post } = setup();
    const answer = fateOf(post(usdm));
    await clock.advance(1);
    expect(exchange.log.of("keyCreated")).toMatchObject([{ at: clock.now() }]);
    expect(clock.nextTimerIn).toBe(1);
    await clock.advance(1);
    expect(await answer).toBe(200);
  });

  test("without latency nothing waits for the clock, and nothing happens at once", async () => {
    const { exchange, post, listen } = setup({ latencyMs: 0 });
    const waiting = exchange.faults.always({}, fault.delay({}));
    const answer = fateOf(post(usdm));
    const { seen } = listen("wss://fstream.binance.com/private/ws/x");
    expect([waiting.struck, exchange.log.written, seen]).toEqual([0, 0, []]);
    expect(await answer).toBe(200);
    expect(waiting.struck).toBe(1);
    expect(seen).toEqual(["open"]);
  });

  test("latency drawn from a range reorders requests, never the frames of a socket", async () => {
    const { clock, exchange, post, listen } = setup({ latencyMs: { min: 1, max: 100 } });
    const order: number[] = [];
    const answers = Array.from({ length: 20 }, (_, index) =>
      post(usdm).then(() => order.push(index)),
    );
    const { seen } = listen("wss://stream.binance.com/ws/x");
    await clock.advance(200);
    await Promise.all(answers);
    expect(order).toHaveLength(20);
    expect(order).not.toEqual(order.toSorted((one, other) => one - other));
    const frames = Array.from({ length: 50 }, (_, index) => `frame ${index}`);
    for (const frame of frames) exchange.sockets[0]?.send(frame);
    await clock.advance(200);
    expect(seen).toEqual(["open", ...frames]);
  });
});

describe("the end of a request", () => {
  test("aborted before it left: nothing arrives", async () => {
    const { clock, exchange, post } = setup();
    expect(await fateOf(post(usdm, AbortSignal.abort()))).toBe("ABORTED");
    await clock.advance(10);
    expect(exchange.log.written).toBe(0);
  });

  test.each([
    ["ABORTED", undefined],
    ["TIMEOUT", new DOMException("too long", "TimeoutError")],
  ])("%s while it waited: it arrives all the same", async (code, reason) => {
    const { clock, exchange, post } = setup();
    const controller = new AbortController();
    const answer = fateOf(post(usdm, controller.signal));
    controller.abort(reason);
    expect(await answer).toBe(code);
    await clock.advance(10);
    expect(exchange.log.of("request")).toMatchObject([{ status: 200, did: "keyCreated" }]);
  });

  test("a host that does not exist is a NETWORK error, and so is a dropped connection", async () => {
    const { clock, exchange, post, listen } = setup();
    const unknown = fateOf(post("https://fapi.example.com/fapi/v1/listenKey"));
    const { seen } = listen("wss://fstream.example.com/private/ws/x");
    await clock.advance(10);
    expect(await unknown).toBe("NETWORK");
    expect(seen).toEqual([{ code: 1006, error: "NETWORK", refusal: undefined }]);
    exchange.faults.next({}, fault.lostRequest());
    const lost = fateOf(post(usdm));
    await clock.advance(10);
    expect(await lost).toBe("NETWORK");
  });

  test("plain text to a host that is not loopback is refused, unless allowed", async () => {
    const { post, listen } = setup();
    expect(await fateOf(post(usdm.replace("https", "http")))).toBe("CONFIGURATION");
    expect(() => listen("ws://fstream.binance.com/private/ws/x")).toThrow("wss:");
    const allowed = setup({ allowInsecure: true, latencyMs: 0 });
    expect(await fateOf(allowed.post(usdm.replace("https", "http")))).toBe(200);
  });
});

describe("the end of a socket", () => {
  test("a refused handshake shows its status", async () => {
    const { clock, listen } = setup();
    const { seen } = listen("wss://fstream.binance.com/nowhere");
    await clock.advance(10);
    expect(seen).toEqual([{ code: 1006, error: "NETWORK", refusal: 404 }]);
  });

  test("nothing arrives after close, from any state", async () => {
    const { clock, exchange, listen } = setup({ latencyMs: 5 });
    const dialling = listen("wss://stream.binance.com/ws/one");
    dialling.close();
    const open = listen("wss://stream.binance.com/ws/two");
    await clock.advance(20);
    exchange.sockets[0]?.send("in flight");
    open.close();
    open.close();
    open.send("too late");
    await clock.advance(20);
    expect([dialling.seen, open.seen]).toEqual([[], ["open"]]);
    expect(exchange.sockets).toEqual([]);
    expect(exchange.log.of("socketClosed")).toMatchObject([{ by: "client" }]);
    expect(clock.pendingTimers).toBe(0);
  });

  test.each([0, 5])(
    "a frame under way when the client closes is not heard (%i ms)",
    async (latencyMs) => {
      const { clock, exchange, listen } = setup({ latencyMs });
      const socket = listen("wss://stream.binance.com/ws/one");
      await clock.advance(20);
      const before = clock.pendingTimers;
      exchange.sockets[0]?.send("in flight");
      socket.close();
      // At most the news of the closing is still under way.
      expect(clock.pendingTimers).toBe(before + (latencyMs > 0 ? 1 : 0));
      await clock.advance(20);
      expect(socket.seen).toEqual(["open"]);
    },
  );

  test("what was sent before the end still arrives, and nothing after it", async () => {
    const { clock, exchange, listen } = setup({ latencyMs: { min: 1, max: 50 } });
    const { seen } = listen("wss://stream.binance.com/ws/one");
    await clock.advance(200);
    const [socket] = exchange.sockets;
    socket?.send("last");
    socket?.close(1012);
    socket?.send("too late");
    socket?.cut();
    await clock.advance(200);
    expect(seen).toEqual(["open", "last", { code: 1012, error: undefined, refusal: undefined }]);
  });
});

describe("hosts", () => {
  const rest = (host: string, path: string): string => `https://${host}${path}`;
  test.each([
    ["fapi.binance.com", "/fapi/v1/listenKey", 200],
    ["fapi.binance.com", "/dapi/v1/listenKey", 404],
    ["dapi.binance.com", "/dapi/v1/listenKey", 200],
    ["eapi.binance.com", "/eapi/v1/listenKey", 200],
    ["papi.binance.com", "/papi/v1/listenKey", 200],
    ["api.binance.com", "/api/v3/userDataStream", 410],
    ["api-gcp.binance.com", "/sapi/v1/userDataStream", 410],
    ["api4.binance.com", "/sapi/v1/userDataStream/isolated", 410],
    ["api.binance.com", "/sapi/v1/margin/listen-key", 200],
    ["testnet.binance.vision", "/api/v3/userDataStream", 410],
    ["testnet.binance.vision", "/sapi/v1/userDataStream", 404],
    ["demo-api.binance.com", "/api/v3/userDataStream", 410],
    ["testnet.binancefuture.com", "/fapi/v1/listenKey", 200],
    ["testnet.binancefuture.com", "/dapi/v1/listenKey", 200],
    ["testnet.binancefuture.com", "/eapi/v1/listenKey", 200],
    ["demo-fapi.binance.com", "/fapi/v1/listenKey", 200],
    ["demo-dapi.binance.com", "/dapi/v1/listenKey", 200],
    ["api.compatible.example", "/api/v3/userDataStream", 200],
    ["api.compatible.example", "/sapi/v1/userDataStream", 200],
  ])("%s%s answers %i", async (host, path, status) => {
    const { post } = setup({ latencyMs: 0 });
    expect(await fateOf(post(rest(host, path)))).toBe(status);
  });

  test.each([
    ["fapi.binance.com", "fstream.binance.com", false],
    ["fapi.binance.com", "fstream-mm.binance.com", false],
    ["fapi.binance.com", "stream.compatible.example", false],
    ["fapi.binance.com", "fstream.binancefuture.com", true],
    ["demo-fapi.binance.com", "fstream.binance.com", true],
    ["demo-fapi.binance.com", "demo-fstream.binance.com", false],
    ["testnet.binancefuture.com", "fstream.binancefuture.com", false],
  ])("a USD-M key of %s on %s: silent %s", async (restHost, streamHost, silent) => {
    const { exchange, post, listen } = setup({ latencyMs: 0 });
    const answer = await post(rest(restHost, "/fapi/v1/listenKey"));
    const { listenKey } = JSON.parse(answer.body) as { listenKey: string };
    listen(`wss://${streamHost}/private/ws/${listenKey}`);
    await Promise.resolve();
    await new Promise<void>((resolve) => queueMicrotask(resolve));
    expect(exchange.log.of("socketOpened")).toMatchObject([{ silent, keys: [1] }]);
  });

  test("are what the exchange was given", async () => {
    const hosts = [...binanceHosts, ...compatibleHosts("binance.test")];
    const { post } = setup({ latencyMs: 0 }, { hosts });
    expect(await fateOf(post(rest("binance.test", "/api/v3/userDataStream")))).toBe(200);
    expect(await fateOf(post(rest("api.compatible.example", "/api/v3/userDataStream")))).toBe(
      "NETWORK",
    );
    expect(new Set(defaultHosts.map(({ host }) => host)).size).toBe(defaultHosts.length);
  });
});
