import { beforeEach, expect, test } from "vitest";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

test("state, key and expiry are current, and events tell the fingerprint but never the key", async () => {
  const { clock, manager } = setup();
  const created: unknown[] = [];
  manager.on("created", (event) => created.push(event));
  expect(manager).toMatchObject({
    state: "idle",
    listenKey: undefined,
    keyId: undefined,
    expiresAt: undefined,
  });
  await manager.open();
  const expiresAt = clock.now() + 60 * MINUTE;
  expect(manager).toMatchObject({ state: "live", listenKey: "K1", expiresAt });
  expect(created).toEqual([{ keyId: manager.keyId, expiresAt }]);
  expect(manager.keyId).toMatch(/^[0-9a-z]{11}$/);
});

test("a hundred concurrent open() make one request", async () => {
  const { manager, methods, seen } = setup();
  const keys = await Promise.all(Array.from({ length: 100 }, () => manager.open()));
  expect(new Set(keys)).toEqual(new Set(["K1"]));
  expect(methods()).toEqual(["POST"]);
  expect(seen).toEqual(["created live"]);
});

test("failed creates are told and retried until the time is over, then open() rejects with the first failure", async () => {
  const { clock, manager, seen } = setup(inTurn(replies.refused(503), "lost"));
  const opened = manager.open();
  await Promise.all([
    expect(opened).rejects.toMatchObject({ code: "REJECTED", status: 503 }),
    clock.advance(30_000),
  ]);
  expect(manager.state).toBe("idle");
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set(["createFailed opening"]));
  const attempts = seen.length;
  await clock.advance(60 * MINUTE);
  expect(seen).toHaveLength(attempts);
  expect(clock.pendingTimers).toBe(0);
});

test("open() can be tried again after it gave up", async () => {
  const { clock, manager } = setup(inTurn("lost", replies.key("K1")), { openTimeoutMs: 1 });
  await Promise.all([
    expect(manager.open()).rejects.toMatchObject({ code: "NETWORK" }),
    clock.advance(1),
  ]);
  expect(await manager.open()).toBe("K1");
});

test("a signal ends its own open() and no other", async () => {
  const { transport, manager } = setup(() => undefined);
  const abort = new AbortController();
  const given = manager.open({ signal: abort.signal });
  const kept = manager.open();
  abort.abort();
  await expect(given).rejects.toMatchObject({ code: "ABORTED" });
  expect(manager.state).toBe("opening");
  transport.waiting[0]?.reply(replies.key("K1"));
  expect(await kept).toBe("K1");
});

test("when the last open() is aborted the request is aborted too, and the manager is idle", async () => {
  const { clock, transport, manager } = setup(() => undefined);
  const abort = new AbortController();
  const opened = manager.open({ signal: abort.signal });
  abort.abort();
  await expect(opened).rejects.toMatchObject({ code: "ABORTED" });
  expect(manager.state).toBe("idle");
  expect(transport.requests[0]?.signal.aborted).toBe(true);
  expect(clock.pendingTimers).toBe(0);
  await expect(manager.open({ signal: abort.signal })).rejects.toMatchObject({ code: "ABORTED" });
  expect(transport.requests).toHaveLength(1);
});

test.each([
  ["401 before the first success", replies.refused(401, -2015), "REJECTED"],
  ["410", { status: 410, body: "<html>410 Gone</html>" }, "RETIRED"],
  ["400 of any other kind", replies.refused(400, -1102), "REJECTED"],
] as const)("%s fails at once, after one request, and for good", async (_, answer, code) => {
  const { clock, manager, methods, seen } = setup(() => answer);
  await expect(manager.open()).rejects.toMatchObject({ code });
  await clock.advance(60 * MINUTE);
  expect(methods()).toEqual(["POST"]);
  expect(seen).toEqual(["failed failed"]);
  await expect(manager.open()).rejects.toMatchObject({ code });
  expect(clock.pendingTimers).toBe(0);
});

test("after a failure another manager with the same API key starts afresh", async () => {
  const { manager, another } = setup(inTurn(replies.refused(401, -2015), replies.key("K1")));
  await expect(manager.open()).rejects.toMatchObject({ code: "REJECTED" });
  expect(await another().manager.open()).toBe("K1");
});
