import { afterEach, describe, expect, test } from "vitest";
import { fault } from "../src/index.ts";
import { faces, memoryFace, type Bench } from "./bench.ts";

const usdm = "/fapi/v1/listenKey";
let bench: Bench;
afterEach(() => bench.close());

const event = (n: number): { readonly e: string; readonly E: number } => ({ e: "X", E: n });
const text = (n: number): string => `{"e":"X","E":${n}}`;

describe.each(faces)("$name", (face) => {
  test("a handshake is refused, or answered with a status", async () => {
    bench = await face.open();
    const { faults } = bench.exchange;
    faults.next({}, fault.refuseSocket());
    expect(await bench.socket("/ws/x")).toMatchObject({ code: 1006, refusal: undefined });
    faults.next({}, fault.rejectSocket(429, "slow down"));
    expect(await bench.socket("/ws/x")).toMatchObject({ code: 1006, refusal: 429 });
    expect(bench.exchange.log.of("socketRefused")).toMatchObject([
      { fault: "refuse" },
      { fault: "reject", status: 429 },
    ]);
    expect((await bench.socket("/ws/x")).isOpen).toBe(true);
  });

  test("a socket opens and is closed, with a code or without", async () => {
    bench = await face.open();
    for (const code of [1006, 1008, 1011, 1012]) {
      bench.exchange.faults.next({}, fault.closeSocket({ code, afterMs: 100 }));
      const socket = await bench.socket("/ws/x");
      await bench.clock.advance(99);
      expect(bench.exchange.sockets).toHaveLength(1);
      await bench.clock.advance(1);
      expect(await socket.end()).toBe(code);
    }
  });

  test("a half-open socket hears nothing, and its end is not told", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    bench.exchange.faults.next({}, fault.freezeSocket());
    const frozen = await bench.socket(`/private/ws/${key}`);
    const witness = await bench.socket(`/private/ws/${key}`);
    bench.account.emit("umfutures", event(1));
    expect(await bench.heard(witness)).toEqual([text(1)]);
    for (const socket of bench.exchange.sockets) socket.cut();
    expect(await witness.end()).toBe(1006);
    expect(frozen).toMatchObject({ isOpen: true, frames: [] });
    expect(bench.exchange.log.of("eventWithheld")).toMatchObject([{ socket: 1, fault: "frozen" }]);
  });

  test("one socket misses an event, gets one twice, gets one broken", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const first = await bench.socket(`/private/ws/${key}`);
    const second = await bench.socket(`/private/ws/${key}`);
    const { faults } = bench.exchange;
    faults.next({ socket: 1 }, fault.dropFrame());
    bench.account.emit("umfutures", event(1));
    faults.next({ socket: 1, event: "X" }, fault.duplicateFrame());
    bench.account.emit("umfutures", event(2));
    faults.next({ socket: 1 }, fault.corruptFrame("{"));
    bench.account.emit("umfutures", event(3));
    expect(await bench.heard(first)).toEqual([text(2), text(2), "{"]);
    expect(await bench.heard(second)).toEqual([1, 2, 3].map(text));
    expect(bench.exchange.log.of("eventWithheld")).toMatchObject([{ event: 1, socket: 1 }]);
  });

  test("a late frame holds up those behind it, on that socket alone", async () => {
    bench = await face.open();
    const key = await bench.key(usdm);
    const late = await bench.socket(`/private/ws/${key}`);
    const prompt = await bench.socket(`/private/ws/${key}`);
    bench.exchange.faults.next({ socket: 1 }, fault.delayFrame(200));
    for (const n of [1, 2]) bench.account.emit("umfutures", event(n));
    await prompt.atLeast(2);
    await bench.clock.advance(199);
    expect(late.frames).toEqual([]);
    await bench.clock.advance(1);
    expect(await bench.heard(late)).toEqual([1, 2].map(text));
  });

  test("a handshake can come late", async () => {
    bench = await face.open();
    bench.exchange.faults.next({}, fault.delaySocket(500));
    let isOver = false;
    const opening = bench.socket("/ws/x").then((socket) => {
      isOver = true;
      return socket;
    });
    while (bench.clock.pendingTimers === 0) await bench.clock.settle();
    await bench.clock.advance(499);
    expect(isOver).toBe(false);
    await bench.clock.advance(1);
    expect((await opening).isOpen).toBe(true);
  });
});

test("a handshake that hangs is over for nobody", async () => {
  bench = await memoryFace.open();
  bench.exchange.faults.next({}, fault.hangSocket());
  let isOver = false;
  void bench.socket("/ws/x").then(() => (isOver = true));
  await bench.clock.advance(3_600_000);
  expect(isOver).toBe(false);
  expect(bench.exchange.log.of("socketRefused")).toMatchObject([{ fault: "hang" }]);
});

describe("a second socket on one key", () => {
  const two = async (
    secondSocket: "nothing" | "evicts" | "everything",
  ): Promise<readonly (readonly string[])[]> => {
    bench = await memoryFace.open({ dialect: { secondSocket } });
    const key = await bench.key(usdm);
    const first = await bench.socket(`/private/ws/${key}`);
    const second = await bench.socket(`/private/ws?listenKey=${key}&events=X`);
    // Another path of the same key is no rival.
    const pro = await bench.socket(`/pm-classic/ws/${key}`);
    bench.account.emit("umfutures", event(1));
    bench.account.emit("portfolio-margin-pro", event(2));
    expect(await bench.heard(pro)).toEqual([text(2)]);
    const heard = [await bench.heard(first), await bench.heard(second)];
    first.close();
    await bench.clock.settle();
    bench.account.emit("umfutures", event(3));
    return [...heard, await bench.heard(second)];
  };

  test("hears everything too", async () => {
    expect(await two("everything")).toEqual([[text(1)], [text(1)], [text(1), text(3)]]);
  });

  test("hears nothing until the first has left", async () => {
    expect(await two("nothing")).toEqual([[text(1)], [], [text(3)]]);
  });

  test("makes the first one close", async () => {
    expect(await two("evicts")).toEqual([[], [text(1)], [text(1), text(3)]]);
    expect(bench.exchange.log.of("socketClosed")).toMatchObject([{ socket: 1, code: 1008 }]);
  });

  test("may see another event time", async () => {
    bench = await memoryFace.open({ dialect: { eventTime: "different" } });
    const key = await bench.key(usdm);
    const sockets = [
      await bench.socket(`/private/ws/${key}`),
      await bench.socket(`/private/ws/${key}`),
    ];
    bench.account.emit("umfutures", { e: "X", E: 5, o: { i: 2n ** 60n } });
    bench.account.emit("umfutures", { e: "X", E: "5" });
    const heard = await Promise.all(sockets.map((socket) => bench.heard(socket)));
    expect(heard).toEqual([
      [`{"e":"X","E":5,"o":{"i":${2n ** 60n}}}`, '{"e":"X","E":"5"}'],
      [`{"e":"X","E":6,"o":{"i":${2n ** 60n}}}`, '{"e":"X","E":"6"}'],
    ]);
  });
});

describe("forms in dispute", () => {
  const hearing = async (
    dialect: NonNullable<Parameters<typeof memoryFace.open>[0]>["dialect"],
    path: (key: string) => string,
    create = usdm,
  ): Promise<readonly string[]> => {
    bench = await memoryFace.open({ ...(dialect !== undefined && { dialect }) });
    const socket = await bench.socket(path(await bench.key(create)));
    const product = create === usdm ? "umfutures" : "options";
    bench.account.emit(product, { e: "ACCOUNT_UPDATE", E: 1 });
    return bench.heard(socket);
  };
  const bare = ['{"e":"ACCOUNT_UPDATE","E":1}'];
  const options = "/eapi/v1/listenKey";
  const inPath = (key: string): string => `/private/ws/${key}`;
  const inQuery = (key: string): string => `/private/ws?listenKey=${key}`;

  test("the USD-M path form works or is silent; the query form with events always works", async () => {
    expect(await hearing({}, inPath)).toEqual(bare);
    expect(await hearing({ usdmPathForm: "silent" }, inPath)).toEqual([]);
    const withEvents = (key: string): string => `${inQuery(key)}&events=ACCOUNT_UPDATE`;
    const dialect = { usdmPathForm: "silent", usdmWithoutEvents: "silent" } as const;
    expect(await hearing(dialect, withEvents)).toEqual(bare);
  });

  test("without events USD-M sends everything, nothing, or a false farewell", async () => {
    expect(await hearing({}, inQuery)).toEqual(bare);
    expect(await hearing({ usdmWithoutEvents: "silent" }, inQuery)).toEqual([]);
    const [farewell, ...more] = await hearing({ usdmWithoutEvents: "expired" }, inQuery);
    expect(farewell).toContain('"e":"listenKeyExpired"');
    expect(more).toEqual([]);
    expect(bench.account.keys("umfutures").listenKey).toBeDefined();
  });

  test("options work in the path, and in the query by dialect", async () => {
    const wrapped = [expect.stringContaining('"data":{"e":"ACCOUNT_UPDATE","E":1}')];
    expect(await hearing({ usdmPathForm: "silent" }, inPath, options)).toEqual(wrapped);
    expect(await hearing({}, inQuery, options)).toEqual(wrapped);
    expect(await hearing({ optionsQueryForm: "silent" }, inQuery, options)).toEqual([]);
  });

  test("frames may be bare or wrapped where the documents say otherwise", async () => {
    expect(await hearing({ frames: "bare" }, inPath, options)).toEqual(bare);
    const wrapped = [expect.stringMatching(/^\{"stream":"\w{64}","data":\{.*\}\}$/)];
    expect(await hearing({ frames: "wrapped" }, inPath)).toEqual(wrapped);
    expect(await hearing({ frames: "bare" }, (key) => `/private/stream?listenKey=${key}`)).toEqual(
      wrapped,
    );
  });
});
