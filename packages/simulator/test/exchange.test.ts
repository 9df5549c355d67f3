import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { createExchange, defaultDialect } from "../src/index.ts";
import { memoryFace } from "./bench.ts";

test("a closed exchange has no timer and no socket left, and lets nobody in", async () => {
  const bench = await memoryFace.open();
  const { exchange, account, clock } = bench;
  const key = await bench.key("/fapi/v1/listenKey");
  const socket = await bench.socket(`/private/ws/${key}`);
  account.trade({ product: "options", perMinute: 60 });
  exchange.faults.at(exchange.now() + 1000, () => undefined);
  exchange.announceShutdown();
  exchange.close();
  expect(clock.pendingTimers).toBe(0);
  expect(exchange.sockets).toEqual([]);
  expect(await socket.end()).toBe(1006);
  expect(await bench.call("POST /fapi/v1/listenKey")).toBe("lost");
  exchange.close();
});

test("accounts are named, and no two alike", () => {
  const exchange = createExchange({ clock: virtualClock() });
  exchange.createAccount({ id: "alice" });
  expect(exchange.createAccount().id).toBe("account-2");
  expect(() => exchange.createAccount({ id: "alice" })).toThrow("alice");
  expect(exchange.accounts.map(({ id }) => id)).toEqual(["alice", "account-2"]);
});

test("API keys are made on demand, and a stranger's is refused without showing it", () => {
  const account = createExchange({ clock: virtualClock() }).createAccount({ apiKeys: 0 });
  expect(account.apiKeys).toEqual([]);
  const apiKey = account.createApiKey();
  expect(account.apiKeys).toEqual([apiKey]);
  expect(apiKey).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(() => account.blockApiKey("x".repeat(64))).toThrow("account-1");
  expect(() => account.blockApiKey("x".repeat(64))).not.toThrow("xxx");
});

test("ten thousand accounts with keys cost a timer each, and every key is its own", () => {
  const clock = virtualClock();
  const exchange = createExchange({ clock, log: false });
  const keys = new Set<string>();
  for (let index = 0; index < 10_000; index += 1) {
    keys.add(exchange.createAccount().keys("umfutures").create());
  }
  expect(keys.size).toBe(10_000);
  expect(clock.pendingTimers).toBe(10_000);
});

test("a year of renewals leaves nothing behind", async () => {
  const bench = await memoryFace.open({ log: false });
  const key = await bench.key("/fapi/v1/listenKey");
  for (let renewal = 0; renewal < 30_000; renewal += 1) {
    await bench.call("PUT /fapi/v1/listenKey");
    await bench.clock.advance(17.5 * 60_000);
  }
  expect(bench.account.keys("umfutures").listenKey).toBe(key);
  expect(bench.clock.pendingTimers).toBe(1);
  await bench.close();
});

test("the dialect is the default one, but for what was said", () => {
  const { dialect } = createExchange({
    clock: virtualClock(),
    dialect: { eventTime: "different" },
  });
  expect(dialect).toEqual({ ...defaultDialect, eventTime: "different" });
});
