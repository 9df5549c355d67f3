import { beforeEach, expect, test } from "vitest";
import { createListenKeyManager } from "../index.ts";
import { virtualClock } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

test("close() leaves the key to lapse; once it resolves nothing follows", async () => {
  const { clock, transport, manager, seen, methods } = setup(inTurn(replies.key("K1"), undefined));
  await manager.open();
  await clock.advance(17.5 * MINUTE);
  await manager.close();
  transport.requests[1]?.reply(replies.key("K2"));
  await clock.advance(24 * 60 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(transport.requests[1]?.signal.aborted).toBe(true);
  expect(seen).toEqual(["created live", "closed closed"]);
  expect(manager).toMatchObject({ state: "closed", listenKey: undefined });
  expect(clock.pendingTimers).toBe(0);
  await expect(manager.open()).rejects.toMatchObject({ code: "CLOSED" });
  await expect(manager.revoke()).rejects.toMatchObject({ code: "CLOSED" });
});

test("close() rejects a pending open(), and closing twice is closing once", async () => {
  const { manager, seen } = setup(() => undefined);
  const opened = manager.open();
  const closed = manager.close();
  expect(manager.close()).toBe(closed);
  await expect(opened).rejects.toMatchObject({ code: "CLOSED" });
  await closed;
  expect(seen).toEqual(["closed closed"]);
});

test("revoke() makes sure of the key, sends one DELETE and closes", async () => {
  const { clock, manager, methods, seen } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), replies.done),
  );
  const closed: unknown[] = [];
  manager.on("closed", (event) => closed.push(event));
  await manager.open();
  const { keyId } = manager;
  await manager.revoke();
  await clock.advance(24 * 60 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT", "DELETE"]);
  expect(seen).toEqual(["created live", "closed closed"]);
  expect(closed).toEqual([{ keyId, revoked: true }]);
});

test("revoke() without a key closes without a request", async () => {
  const { manager, methods } = setup();
  await manager.revoke();
  expect(manager.state).toBe("closed");
  expect(methods()).toEqual([]);
});

test("revoke() is refused while another manager on the account is open, and nothing changes", async () => {
  const { manager, another, methods } = setup();
  const other = another();
  await Promise.all([manager.open(), other.manager.open()]);
  await expect(manager.revoke()).rejects.toMatchObject({ code: "IN_USE" });
  expect(manager.state).toBe("live");
  await other.manager.close();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "PUT", "DELETE"]);
});

test("revoke() is refused while the same key is held over another API key and transport", async () => {
  const one = setup(() => replies.key("SHARED"));
  const two = setup(() => replies.key("SHARED"), {
    apiKey: "second key of the account".replaceAll(" ", ""),
  });
  await Promise.all([one.manager.open(), two.manager.open()]);
  await expect(one.manager.revoke()).rejects.toMatchObject({ code: "IN_USE" });
  expect(one.methods()).toEqual(["POST"]);
  await two.manager.close();
  await one.manager.revoke();
});

test("an unanswered DELETE is followed by asking whether the key still lives: gone means revoked", async () => {
  const { manager, methods } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), "lost", replies.refused(400, -1125)),
  );
  await manager.open();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "PUT"]);
  expect(manager.state).toBe("closed");
});

test("a manager opened while the key is being revoked waits, and gets a new key", async () => {
  const { clock, transport, manager, another, methods } = setup(
    inTurn(replies.key("K1"), undefined, undefined, replies.key("K2")),
  );
  await manager.open();
  const revoked = manager.revoke();
  const other = another();
  const opened = other.manager.open();
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "PUT"]);
  transport.waiting[0]?.reply(replies.key("K1"));
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "PUT", "DELETE"]);
  transport.waiting[0]?.reply(replies.done);
  await revoked;
  expect(await opened).toBe("K2");
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "POST"]);
});

test("close() while the DELETE is under way rejects revoke() and ends everything", async () => {
  const { clock, manager, seen, methods } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), undefined),
  );
  await manager.open();
  const revoked = manager.revoke();
  await clock.settle();
  expect(methods()).toEqual(["POST", "PUT", "DELETE"]);
  const closed = manager.close();
  await expect(revoked).rejects.toMatchObject({ code: "CLOSED" });
  await closed;
  expect(clock.pendingTimers).toBe(0);
  expect(seen).toEqual(["created live", "closed closed"]);
});

test("keys from a source of one's own are created, renewed and revoked through it", async () => {
  const calls: string[] = [];
  const keys = {
    create: async () => (calls.push("create"), { listenKey: "S1" }),
    renew: async (listenKey: string) => (calls.push(`renew ${listenKey}`), { listenKey: "S2" }),
    revoke: async (listenKey: string) => void calls.push(`revoke ${listenKey}`),
  };
  const clock = virtualClock();
  const manager = createListenKeyManager({ product: testProduct(), keys, clock });
  expect(await manager.open()).toBe("S1");
  await clock.advance(20 * MINUTE);
  await manager.revoke();
  expect(calls).toEqual(["create", "renew S1", "revoke S2"]);
});

test("a listener that throws or rejects reaches neither the manager nor other listeners, and is reported", async () => {
  const errors: unknown[] = [];
  const { clock, manager } = setup(undefined, { onListenerError: (error) => errors.push(error) });
  const heard: string[] = [];
  manager.on("created", () => {
    throw new Error("first");
  });
  manager.on("created", async () => Promise.reject(new Error("second")));
  manager.once("created", () => heard.push("third"));
  const gone = () => heard.push("gone");
  manager.on("created", gone).off("created", gone);
  expect(await manager.open()).toBe("K1");
  await clock.settle();
  expect(heard).toEqual(["third"]);
  expect(errors.map(String)).toEqual(["Error: first", "Error: second"]);
});

test("listeners may close, revoke or report in the middle of an event", async () => {
  for (const act of ["close", "revoke"] as const) {
    const { clock, manager, seen, methods } = setup(
      inTurn(replies.key("K1"), replies.refused(503), replies.key("K1"), replies.done),
    );
    manager.on("renewalFailed", () => void manager[act]());
    await manager.open();
    await clock.advance(20 * MINUTE);
    expect(manager.state).toBe("closed");
    expect(seen.at(-1)).toBe("closed closed");
    expect(methods()).toEqual(act === "close" ? ["POST", "PUT"] : ["POST", "PUT", "PUT", "DELETE"]);
  }
});

test("a `closed` listener may close again", async () => {
  const { manager, another, methods, seen } = setup();
  const other = another();
  manager.on("closed", () => void manager.close());
  await Promise.all([manager.open(), other.manager.open()]);
  await manager.close();
  expect(seen).toEqual(["created live", "closed closed"]);
  expect(await another().manager.open()).toBe("K1");
  expect(methods()).toEqual(["POST"]);
});

test("close() during revoke() calls the DELETE back, and whoever waits for the key confirms it: twice, for it may still arrive", async () => {
  const { clock, transport, manager, another, methods } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), undefined, replies.key("K1"), replies.key("K1")),
  );
  await manager.open();
  const revoked = manager.revoke().catch((error: { code: string }) => error.code);
  const other = another();
  const opened = other.manager.open();
  await clock.settle();
  expect(methods()).toEqual(["POST", "PUT", "DELETE"]);
  await manager.close();
  expect(transport.requests[2]?.signal.aborted).toBe(true);
  transport.requests[2]?.reply(replies.done);
  expect(await revoked).toBe("CLOSED");
  expect(await opened).toBe("K1");
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "PUT"]);
  await clock.advance(MINUTE);
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "PUT", "PUT"]);
  expect(await another().manager.open()).toBe("K1");
  expect(methods()).toHaveLength(5);
});

test("whoever got a key over another API key confirms it when a DELETE of it is abandoned", async () => {
  const one = setup(inTurn(replies.key("SHARED"), replies.key("SHARED"), undefined));
  const two = setup(
    inTurn(
      replies.key("SHARED"),
      replies.key("SHARED"),
      replies.refused(400, -1125),
      replies.key("NEW"),
    ),
  );
  await one.manager.open();
  one.manager.revoke().catch(() => undefined);
  await one.clock.settle();
  expect(one.methods()).toEqual(["POST", "PUT", "DELETE"]);
  await two.manager.open();
  await two.clock.advance(1_000);
  await one.manager.close();
  await two.clock.advance(1_000);
  expect(two.methods()).toEqual(["POST", "PUT", "PUT", "POST"]);
  expect(two.manager.listenKey).toBe("NEW");
});

test("an expiry reported while the DELETE is under way is acted on if that is refused", async () => {
  const { clock, transport, manager, methods } = setup(
    inTurn(
      replies.key("K1"),
      replies.key("K1"),
      undefined,
      replies.refused(400, -1125),
      replies.key("K2"),
    ),
  );
  const listenKey = await manager.open();
  const revoked = manager.revoke().catch(() => undefined);
  await clock.settle();
  manager.reportExpired(listenKey);
  transport.waiting[0]?.reply(replies.refused(400, -1102));
  await revoked;
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "PUT", "DELETE", "PUT", "POST"]);
  expect(manager.listenKey).toBe("K2");
});
