import { beforeEach, expect, test } from "vitest";
import { createListenKeyManager, RateLimitedError } from "../index.ts";
import { virtualClock } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

test("two managers on one account share one key and one renewal; closing one leaves the other live", async () => {
  const { clock, manager, another, methods } = setup();
  const other = another();
  expect(await Promise.all([manager.open(), other.manager.open()])).toEqual(["K1", "K1"]);
  await manager.close();
  await clock.advance(20 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(other.seen).toEqual(["created live", "renewed live"]);
  expect(other.manager.state).toBe("live");
});

test("a manager that joins a live key has it without a request", async () => {
  const { manager, another, methods } = setup();
  await manager.open();
  const other = another();
  expect(await other.manager.open()).toBe("K1");
  expect(other.seen).toEqual(["created live"]);
  expect(methods()).toEqual(["POST"]);
});

test("replaceCredentials() goes on with another API key and confirms the key at once", async () => {
  const { clock, transport, manager, another } = setup();
  const other = another();
  await Promise.all([manager.open(), other.manager.open()]);
  manager.replaceCredentials({ apiKey: "B" });
  other.manager.replaceCredentials({ apiKey: "B" });
  await clock.advance(1_000);
  expect(
    transport.requests.map(({ method, headers }) => `${method} ${headers["x-mbx-apikey"]}`),
  ).toEqual(["POST A", "PUT B"]);
  expect([manager.state, other.manager.state]).toEqual(["live", "live"]);
  expect(await another({ apiKey: "B" }).manager.open()).toBe("K1");
  expect(transport.requests).toHaveLength(2);
});

test("other names of the same hosts are the same account's", async () => {
  const { manager, another, methods } = setup();
  const alias = another({ environment: { rest: "https://rest1.test:443/" } });
  await Promise.all([manager.open(), alias.manager.open()]);
  expect(methods()).toEqual(["POST"]);
});

test("credentials that another manager uses already cannot be taken over", () => {
  const { manager, another } = setup();
  another({ apiKey: "B" });
  expect(() => manager.replaceCredentials({ apiKey: "B" })).toThrow(
    expect.objectContaining({ code: "CONFIGURATION" }),
  );
});

test("a second manager on the key with other timing is refused by the call that made it", () => {
  const { another, methods } = setup();
  expect(() => another({ requestTimeoutMs: 5_000 })).toThrow(/requestTimeoutMs differs/);
  expect(() => another({ lifetimeMs: 500_000 })).toThrow(/lifetimeMs differs/);
  expect(methods()).toEqual([]);
});

test("a source that hangs, throws or gives rubbish is asked again, and what it threw is not repeated", async () => {
  const clock = virtualClock();
  const told: unknown[] = [];
  const answers = [
    () => new Promise<never>(() => undefined),
    () => {
      throw new TypeError("https://secret@host");
    },
    async () => ({ listenKey: undefined as unknown as string }),
    async () => ({ listenKey: "S1", expiresAt: clock.now() - 1 }),
    async () => ({ listenKey: "S1", expiresAt: clock.now() + 8 * MINUTE }),
  ];
  let turn = 0;
  const keys = {
    create: () => answers[turn++]?.() ?? Promise.reject(new Error()),
    renew: async () => ({ listenKey: "S1" }),
  };
  const manager = createListenKeyManager({ product: testProduct(), keys, clock });
  manager.on("createFailed", ({ error }) =>
    told.push(`${error.code} ${error.message} ${String(error.cause)}`),
  );
  const [key] = await Promise.all([manager.open(), clock.advance(29_000)]);
  expect(key).toBe("S1");
  expect(told).toEqual([
    expect.stringContaining("TIMEOUT"),
    expect.stringContaining("NETWORK"),
    expect.stringContaining("BAD_RESPONSE"),
    expect.stringContaining("BAD_RESPONSE"),
  ]);
  expect(told.join()).not.toContain("secret");
  expect(manager.expiresAt ?? 0).toBeLessThanOrEqual(clock.now() + 8 * MINUTE);
  await expect(manager.revoke()).rejects.toMatchObject({ code: "CONFIGURATION" });
});

test("an account makes no more calls for having one manager after another", async () => {
  const { clock, methods, another } = setup(() => replies.refused(503), { openTimeoutMs: 1_000 });
  for (let second = 0; second < 60; second += 1) {
    const { manager } = another();
    await Promise.all([manager.open().catch(() => undefined), clock.advance(1_000)]);
    await manager.close();
  }
  expect(methods().length).toBeLessThanOrEqual(12);
});

test("open() never throws, and leaves no promise behind that nobody holds", async () => {
  const { manager, another } = setup(inTurn(replies.refused(401, -2015), replies.key("K1")));
  const second = another();
  await expect(manager.open()).rejects.toMatchObject({ code: "REJECTED" });
  const third = another({ requestTimeoutMs: 5_000 });
  await third.manager.open();
  await expect(second.manager.open()).rejects.toMatchObject({ code: "CONFIGURATION" });
  await second.manager.close();
});

test.each([Number.NaN, Infinity])(
  "a source that asks for silence until %d is retried in its turn",
  async (retryAt) => {
    const clock = virtualClock();
    let calls = 0;
    const keys = {
      create: async () => {
        calls += 1;
        throw new RateLimitedError("later", { status: 429, retryAt });
      },
      renew: async () => ({ listenKey: "S1" }),
    };
    const manager = createListenKeyManager({
      product: testProduct(),
      keys,
      clock,
      openTimeoutMs: 10 * MINUTE,
    });
    await Promise.all([
      expect(manager.open()).rejects.toThrow("later"),
      clock.advance(10 * MINUTE),
    ]);
    expect(calls).toBeGreaterThan(10);
    expect(calls).toBeLessThan(70);
  },
);
