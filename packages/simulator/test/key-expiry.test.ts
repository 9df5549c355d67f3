import { afterEach, describe, expect, test } from "vitest";
import type { Dialect, ProductId } from "../src/index.ts";
import { faces, memoryFace, type Bench } from "./bench.ts";
import { documentedCalls, withQuery } from "./product-calls.ts";

const HOUR = 3_600_000;
let bench: Bench;
afterEach(() => bench.close());

const usdm = "/fapi/v1/listenKey";

describe.each(faces)("$name", (face) => {
  test.each(documentedCalls)(
    "$product sockets are told that the key has lapsed, and stay open",
    async (calls) => {
      bench = await face.open();
      const key = await bench.key(withQuery(calls.path, calls.query));
      const socket = await bench.socket(calls.socket.join(key));
      await bench.clock.advance(HOUR - 1);
      expect(await bench.heard(socket)).toEqual([]);
      await bench.clock.advance(1);
      const now = bench.clock.now();
      const isText = ["options", "margin-risk"].includes(calls.product);
      const time = isText ? `"${now}"` : String(now);
      const name = calls.product === "portfolio-margin" ? "" : `,"listenKey":"${key}"`;
      const notice = `{"e":"listenKeyExpired","E":${time}${name}}`;
      expect(await bench.heard(socket)).toEqual([notice]);
      bench.account.emit(calls.product as ProductId, { e: "ORDER_TRADE_UPDATE" });
      expect(await bench.heard(socket)).toEqual([notice]);
      expect(socket.isOpen).toBe(true);
    },
  );

  test("a new key does not wake a socket of the old one", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    bench.account.keys("umfutures").expire();
    expect(await bench.heard(socket)).toHaveLength(1);
    await bench.key(usdm);
    bench.account.emit("umfutures", { e: "ACCOUNT_UPDATE" });
    expect(await bench.heard(socket)).toHaveLength(1);
  });

  test("a deleted key goes silent without a word", async () => {
    bench = await face.open();
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    await bench.call(`DELETE ${usdm}`);
    bench.account.emit("umfutures", { e: "ACCOUNT_UPDATE" });
    expect(await bench.heard(socket)).toEqual([]);
    expect(socket.isOpen).toBe(true);
  });

  test("another client's doings: create, recreate, revoke", async () => {
    bench = await face.open();
    const keys = bench.account.keys("umfutures");
    expect([keys.listenKey, keys.number, keys.expiresAt]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const made = keys.create();
    expect(await bench.key(usdm)).toBe(made);
    expect(keys.number).toBe(bench.exchange.keyNumber(made));
    const remade = keys.recreate();
    expect(remade).not.toBe(made);
    expect(await bench.key(usdm)).toBe(remade);
    keys.revoke();
    expect(keys.listenKey).toBeUndefined();
    expect(bench.exchange.log.of("keyRevoked")).toMatchObject([{ by: "hand" }, { by: "hand" }]);
  });
});

test("a wall clock that moves without timers ends keys all the same", async () => {
  bench = await memoryFace.open();
  const key = await bench.key(usdm);
  const socket = await bench.socket(`/private/ws/${key}`);
  bench.clock.sleep(2 * HOUR);
  expect(await bench.key(usdm)).not.toBe(key);
  expect(await bench.heard(socket)).toHaveLength(1);
  expect(bench.exchange.log.of("keyExpired")).toMatchObject([{ key: 1, by: "time" }]);
});

test("extending a key leaves one timer for it", async () => {
  bench = await memoryFace.open();
  await bench.key(usdm);
  const before = bench.clock.pendingTimers;
  for (let renewal = 0; renewal < 10; renewal += 1) {
    await bench.clock.advance(HOUR / 2);
    await bench.call(`PUT ${usdm}`);
  }
  expect(bench.clock.pendingTimers).toBe(before);
  expect(bench.exchange.log.of("keyExpired")).toEqual([]);
});

describe("dialects", () => {
  const notice = async (
    dialect: Partial<Dialect>,
    end: (opened: Bench) => unknown,
  ): Promise<readonly string[]> => {
    bench = await memoryFace.open({ dialect });
    const socket = await bench.socket(`/private/ws/${await bench.key(usdm)}`);
    await end(bench);
    return bench.heard(socket);
  };
  const lapse = (opened: Bench): Promise<void> => opened.clock.advance(HOUR);

  test("a revoked key may be announced", async () => {
    const frames = await notice({ revocation: "announced" }, (opened) =>
      opened.call(`DELETE ${usdm}`),
    );
    expect(frames).toMatchObject([expect.stringContaining("listenKeyExpired")]);
  });

  test("the notice may come twice, with its time as text, or without the key", async () => {
    expect(await notice({ expiryNotice: "twice" }, lapse)).toHaveLength(2);
    await bench.close();
    const [asText] = await notice({ expiryTime: "string", expiryNamesKey: "never" }, lapse);
    expect(asText).toBe(`{"e":"listenKeyExpired","E":"${bench.clock.now()}"}`);
  });

  test("DELETE without a key may be accepted", async () => {
    bench = await memoryFace.open({ dialect: { revocationWithoutKey: "accepted" } });
    expect(await bench.call(`DELETE ${usdm}`)).toMatchObject({ status: 200, body: "{}" });
    expect(bench.exchange.log.of("request")[0]).not.toHaveProperty("did");
  });

  test("margin risk keys may live for a day", async () => {
    bench = await memoryFace.open({ dialect: { riskLifetimeMs: 24 * HOUR } });
    const key = await bench.key("/sapi/v1/margin/listen-key");
    await bench.clock.advance(24 * HOUR - 1);
    expect(await bench.key("/sapi/v1/margin/listen-key")).toBe(key);
    await bench.key(usdm);
    await bench.clock.advance(HOUR);
    expect(bench.exchange.log.of("keyExpired")).toMatchObject([{ product: "umfutures" }]);
  });

  test("a COIN-M PUT may have an empty body", async () => {
    bench = await memoryFace.open({ dialect: { coinmKeepalive: "empty" } });
    await bench.key("/dapi/v1/listenKey");
    expect(await bench.call("PUT /dapi/v1/listenKey")).toMatchObject({ status: 200, body: "{}" });
  });
});
