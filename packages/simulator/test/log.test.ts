import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { createExchange, fault, type ExchangeOptions, type LogRecord } from "../src/index.ts";
import { memoryFace } from "./bench.ts";

const HOUR = 3_600_000;

/** Some lively hours: clients, trades, faults and the ends of keys. */
async function liveForHours(options: Partial<ExchangeOptions>): Promise<{
  readonly written: readonly LogRecord[];
  readonly secrets: readonly string[];
}> {
  const written: LogRecord[] = [];
  const log = { keep: 10, sink: (record: LogRecord) => written.push(record) };
  const bench = await memoryFace.open({ ...options, log });
  const { exchange, account, clock } = bench;
  const secrets = [...account.apiKeys];
  account.trade({ product: "umfutures", perMinute: 2 });
  account.trade({ product: "spot", perMinute: 2 });
  exchange.faults.always({}, fault.unavailable("A", { handled: true }), { probability: 0.1 });
  exchange.faults.always({}, fault.dropFrame(), { probability: 0.01 });
  for (let hour = 0; hour < 10; hour += 1) {
    await bench.call("POST /fapi/v1/listenKey");
    await bench.call("POST /api/v3/userDataStream?listenKey=unread");
    await bench.call(`PUT /fapi/v1/listenKey/${account.keys("spot").create()}`);
    await bench.call(`POST /${account.apiKeys[0]}`);
    for (const product of ["umfutures", "spot"] as const) {
      const key = account.keys(product).listenKey ?? "";
      secrets.push(key);
      await bench.socket(`/private/ws?listenKey=${key}&events=ORDER_TRADE_UPDATE/listenKeyExpired`);
      await bench.socket(`/ws/${key}`);
      await bench.socket(`/unknown/${key}`);
    }
    await clock.advance(HOUR + 1);
  }
  await bench.close();
  return { written, secrets };
}

test("no secret is ever written down", async () => {
  const { written, secrets } = await liveForHours({ dialect: { frames: "wrapped" } });
  const text = written.map((record) => JSON.stringify(record)).join("\n");
  expect(new Set(secrets).size).toBeGreaterThan(15);
  expect(secrets.filter((secret) => secret !== "" && text.includes(secret))).toEqual([]);
  expect(text).toContain("listenKeyExpired");
});

test("the same seed writes the same log, another seed another", async () => {
  const first = await liveForHours({ seed: 1 });
  expect(await liveForHours({ seed: 1 })).toEqual(first);
  expect((await liveForHours({ seed: 2 })).written).not.toEqual(first.written);
});

test("it keeps as many records as it is told, and says when some are missing", () => {
  const exchange = createExchange({ clock: virtualClock(), log: { keep: 10 } });
  const account = exchange.createAccount();
  for (let event = 1; event <= 35; event += 1) account.emit("spot", { e: "X" });
  expect(exchange.log.of("eventProduced").map(({ event }) => event)).toEqual(
    Array.from({ length: 10 }, (_, index) => 26 + index),
  );
  expect([exchange.log.written, exchange.log.truncated]).toEqual([35, true]);
  exchange.log.clear();
  expect([exchange.log.written, exchange.log.truncated, exchange.log.records]).toEqual([
    0,
    false,
    [],
  ]);
});

test("it can be switched off", () => {
  const exchange = createExchange({ clock: virtualClock(), log: false });
  exchange.createAccount().emit("spot", { e: "X" });
  expect(exchange.log).toMatchObject({ records: [], written: 0 });
});

test("it tells when a late reply left", async () => {
  const bench = await memoryFace.open();
  bench.exchange.faults.next({}, fault.delay({ requestMs: 30, replyMs: 70 }));
  const answer = bench.call("POST /fapi/v1/listenKey");
  await bench.clock.advance(100);
  expect(await answer).toMatchObject({ status: 200 });
  await bench.call("PUT /fapi/v1/listenKey");
  const [late, atOnce] = bench.exchange.log.of("request");
  expect(late?.answeredAt).toBe((late?.at ?? 0) + 100);
  expect(atOnce).not.toHaveProperty("answeredAt");
  await bench.close();
});
