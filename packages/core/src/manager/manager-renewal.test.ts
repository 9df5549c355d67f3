import { beforeEach, expect, test } from "vitest";
import { createListenKeyManager, RateLimitedError } from "../index.ts";
import { virtualClock, type ScriptedAnswer } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

test("a key is created, and renewed between a quarter and a third of its life", async () => {
  const { clock, methods, manager, seen } = setup();
  expect(await manager.open()).toBe("K1");
  await clock.advance(15 * MINUTE - 1);
  expect(methods()).toEqual(["POST"]);
  await clock.advance(5 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(seen).toEqual(["created live", "renewed live"]);
});

test("the deadline counts from when the request was sent, not from when the answer came", async () => {
  const { clock, transport, manager } = setup(() => undefined);
  const opened = manager.open();
  const sentAt = clock.now();
  await clock.advance(9_000);
  transport.waiting[0]?.reply(replies.key("K1"));
  await opened;
  expect(manager.expiresAt).toBe(sentAt + 60 * MINUTE);
});

test("a renewal that fails suspends, deletes nothing, and the first success restores the cadence", async () => {
  const { clock, manager, methods, seen } = setup(
    inTurn(replies.key("K1"), replies.refused(503), "lost", replies.key("K1")),
  );
  await manager.open();
  await clock.advance(20 * MINUTE);
  expect(seen).toEqual([
    "created live",
    "renewalFailed suspended",
    "suspended suspended",
    "renewalFailed suspended",
    "renewed live",
  ]);
  expect(methods()).toEqual(["POST", "PUT", "PUT", "PUT"]);
  await clock.advance(14 * MINUTE);
  expect(methods()).toHaveLength(4);
});

test("a key that cannot be renewed until its deadline is lost, and creating goes on for ever", async () => {
  let isUp = true;
  const { clock, manager, methods, seen } = setup(() => (isUp ? replies.key("K1") : "lost"));
  await manager.open();
  isUp = false;
  await clock.advance(60 * MINUTE - 1);
  expect(manager).toMatchObject({ state: "suspended", listenKey: "K1" });
  await clock.advance(1);
  expect(manager).toMatchObject({ state: "lost", listenKey: undefined });
  await clock.advance(24 * 60 * MINUTE);
  expect(methods().at(-1)).toBe("POST");
  isUp = true;
  await clock.advance(MINUTE);
  expect(manager).toMatchObject({ state: "live", listenKey: "K1" });
  expect(seen.filter((event) => /^(lost|created)/.test(event))).toEqual([
    "created live",
    "lost lost",
    "created live",
  ]);
});

test("an answer with another key is `replaced`", async () => {
  const { clock, manager } = setup(inTurn(replies.key("K1"), replies.key("K2")));
  const replaced: unknown[] = [];
  manager.on("replaced", (event) => replaced.push(event));
  await manager.open();
  const previousKeyId = manager.keyId;
  await clock.advance(20 * MINUTE);
  expect(manager.listenKey).toBe("K2");
  expect(replaced).toEqual([{ keyId: manager.keyId, expiresAt: manager.expiresAt, previousKeyId }]);
});

test("-1125 on a renewal makes a new key at once", async () => {
  const { clock, manager, methods, seen } = setup(
    inTurn(replies.key("K1"), replies.refused(400, -1125), replies.key("K2")),
  );
  await manager.open();
  await clock.advance(17.5 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT", "POST"]);
  expect(seen).toEqual(["created live", "lost lost", "created live"]);
  expect(manager.listenKey).toBe("K2");
});

test("an expiry reported by the stream, twice, makes one request; a late one for an old key makes none", async () => {
  const { transport, manager, methods } = setup(inTurn(replies.key("K1"), undefined));
  const first = await manager.open();
  manager.reportExpired(first);
  manager.reportExpired(first);
  expect(manager.state).toBe("lost");
  expect(methods()).toEqual(["POST", "POST"]);
  transport.waiting[0]?.reply(replies.key("K2"));
  expect(await manager.open()).toBe("K2");
  manager.reportExpired(first);
  expect(manager).toMatchObject({ state: "live", listenKey: "K2" });
  expect(methods()).toHaveLength(2);
});

test("401 in mid-life suspends, with one try a minute; after the deadline one every five minutes", async () => {
  let isAllowed = true;
  const { clock, manager, methods, seen } = setup(() =>
    isAllowed ? replies.key("K1") : replies.refused(401, -2015),
  );
  const reasons: string[] = [];
  manager.on("suspended", ({ reason }) => reasons.push(reason));
  await manager.open();
  isAllowed = false;
  await clock.advance(17.5 * MINUTE);
  expect(reasons).toEqual(["unauthorized"]);
  await clock.advance(10 * MINUTE);
  expect(methods()).toHaveLength(12);
  await clock.advance(32.5 * MINUTE);
  expect(manager.state).toBe("lost");
  const sofar = methods().length;
  await clock.advance(60 * MINUTE);
  expect(methods().length - sofar).toBe(12);
  isAllowed = true;
  await clock.advance(5 * MINUTE);
  expect(manager.state).toBe("live");
  expect(seen).not.toContain("failed failed");
});

test("410 in mid-life fails with the successor's name", async () => {
  const { clock, manager, methods } = setup(
    inTurn(replies.key("K1"), { status: 410, body: "<html></html>" }),
  );
  const failures: unknown[] = [];
  manager.on("failed", ({ error }) => failures.push(error));
  await manager.open();
  await clock.advance(120 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(failures).toMatchObject([{ code: "RETIRED", successor: "something newer" }]);
});

test("a ban is obeyed by everybody in the pool, visible, and renewals that it holds back are `suspended`", async () => {
  const banned = {
    status: 418,
    headers: { "retry-after": "1200" },
    body: { code: -1003, msg: "banned" },
  };
  let answer: ReturnType<ScriptedAnswer> = replies.key("K1");
  const { clock, manager, another, methods, transport } = setup(() => answer);
  const reasons: string[] = [];
  manager.on("suspended", ({ reason }) => reasons.push(reason));
  await manager.open();
  await clock.advance(10 * MINUTE);
  answer = banned;
  const other = another({ apiKey: "B", openTimeoutMs: Infinity });
  const opened = other.manager.open();
  await clock.advance(1_000);
  const until = clock.now() + 1_199_000;
  expect(manager.blockedUntil).toBe(until);
  expect(other.manager.blockedUntil).toBe(until);
  answer = replies.key("K1");
  await clock.advance(1_198_000);
  expect(methods()).toEqual(["POST", "POST"]);
  expect(reasons).toEqual(["blocked"]);
  await clock.advance(10_000);
  expect(await opened).toBe("K1");
  expect(manager).toMatchObject({ state: "live", blockedUntil: undefined });
  expect(transport.waiting).toHaveLength(0);
});

test("an unanswered DELETE of a key that still lives rejects, and the key is managed on", async () => {
  const { clock, manager, methods } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), "lost", replies.key("K1")),
  );
  await manager.open();
  await expect(manager.revoke()).rejects.toMatchObject({ code: "NETWORK" });
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "PUT", "PUT"]);
  // The DELETE can arrive no more by then.
  await clock.advance(11_000);
  expect(methods().slice(5)).toEqual(["PUT"]);
  await clock.advance(20 * MINUTE);
  expect(methods().slice(6)).toEqual(["PUT"]);
  expect(manager.state).toBe("live");
});

test("sleep past the key's life is noticed within half a minute of waking", async () => {
  const { clock, manager, seen, methods } = setup(inTurn(replies.key("K1"), replies.key("K2")));
  await manager.open();
  clock.sleep(2 * 60 * MINUTE);
  await clock.advance(30_000);
  expect(seen).toEqual(["created live", "lost lost", "created live"]);
  expect(methods()).toEqual(["POST", "POST"]);
});

test("a clock set back is noticed, and the key confirmed; its age is not forgotten", async () => {
  const { clock, manager, methods } = setup();
  await manager.open();
  await clock.advance(5 * MINUTE);
  clock.jump(-60 * MINUTE);
  await clock.advance(30_000);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(manager).toMatchObject({ state: "live", expiresAt: clock.now() + 60 * MINUTE });
});

test("a manager that closes another and opens a third when it hears of a jump leaves no timer behind", async () => {
  const { clock, manager, another } = setup();
  const other = another({ apiKey: "B" });
  manager.on("lost", () => {
    void manager.close();
    void other.manager.open();
  });
  await manager.open();
  clock.sleep(2 * 60 * MINUTE);
  await clock.advance(MINUTE);
  await other.manager.close();
  expect(clock.pendingTimers).toBe(0);
});

test("a source that asks for silence is left alone, whatever else happens", async () => {
  const clock = virtualClock();
  const calls: string[] = [];
  const keys = {
    create: async () => (calls.push("create"), { listenKey: "S1" }),
    renew: async () => {
      calls.push("renew");
      throw new RateLimitedError("later", { status: 429, retryAt: clock.now() + 30 * MINUTE });
    },
  };
  const manager = createListenKeyManager({ product: testProduct(), keys, clock });
  const listenKey = await manager.open();
  await clock.advance(20 * MINUTE);
  clock.sleep(5_000);
  await clock.advance(MINUTE);
  manager.reportExpired(listenKey);
  await clock.advance(MINUTE);
  expect(calls).toEqual(["create", "renew"]);
  expect(manager.state).toBe("lost");
  await clock.advance(30 * MINUTE);
  expect(calls.slice(0, 3)).toEqual(["create", "renew", "create"]);
  await manager.close();
});

test("keys that live but for seconds make no hot loop", async () => {
  const clock = virtualClock();
  let calls = 0;
  const grant = async () => {
    calls += 1;
    return { listenKey: "S1", expiresAt: clock.now() + 2_000 };
  };
  const manager = createListenKeyManager({
    product: testProduct(),
    keys: { create: grant, renew: grant },
    clock,
  });
  await manager.open();
  await clock.advance(10 * MINUTE);
  await manager.close();
  expect(calls).toBeLessThanOrEqual(6 + 10 * 6);
});
