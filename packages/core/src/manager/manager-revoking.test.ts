import { beforeEach, expect, test } from "vitest";
import type { ManagerClosed } from "../index.ts";
import { virtualClock } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

/** The key is renewed by POST, and a PUT answers with none. */
const byPost = testProduct({ facet: { renewBy: "create" } });

/** The DELETE names its key. */
const named = testProduct({
  facet: {
    keepalive: { method: "PUT", path: "/listenKey", weight: 1, keyParam: "listenKey" },
    revoke: { method: "DELETE", path: "/listenKey", weight: 1, keyParam: "listenKey" },
  },
});

test.each([
  { by: "PUT", product: testProduct() },
  { by: "POST", product: byPost },
])("revoke() deletes nothing if $by says that the account has another key", async (case_) => {
  const { clock, manager, methods, seen } = setup(inTurn(replies.key("K1"), replies.key("K2")), {
    product: case_.product,
  });
  await manager.open();
  await manager.revoke();
  await clock.advance(24 * 60 * MINUTE);
  expect(methods()).toEqual(["POST", case_.by]);
  expect(seen).toEqual(["created live", "closed closed"]);
});

test("the key that has taken the place of the revoked one lives on for whoever holds it", async () => {
  const one = setup(inTurn(replies.key("K1"), replies.key("K2")));
  const two = setup(() => replies.key("K2"));
  await one.manager.open();
  await two.manager.open();
  await one.manager.revoke();
  expect(one.methods()).not.toContain("DELETE");
  expect(two.manager).toMatchObject({ state: "live", listenKey: "K2" });
});

test("whoever waits for a key while it is found to be replaced gets the new one", async () => {
  const { clock, transport, manager, another, methods } = setup(
    inTurn(replies.key("K1"), undefined, replies.key("K2")),
  );
  await manager.open();
  const revoked = manager.revoke();
  const opened = another().manager.open();
  transport.waiting[0]?.reply(replies.key("K2"));
  await revoked;
  await clock.settle();
  expect(await opened).toBe("K2");
  expect(methods()).toEqual(["POST", "PUT", "POST"]);
});

test("revoke() deletes nothing if the exchange knows no key any more", async () => {
  const { manager, methods } = setup(inTurn(replies.key("K1"), replies.refused(400, -1125)));
  const closed: ManagerClosed[] = [];
  manager.on("closed", (event) => closed.push(event));
  await manager.open();
  const { keyId } = manager;
  await manager.revoke();
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(manager.state).toBe("closed");
  expect(closed).toMatchObject([{ keyId }]);
});

test("revoke() asks by POST where that renews the key, then sends one DELETE", async () => {
  const { manager, methods } = setup(
    inTurn(replies.key("K1"), replies.key("K1"), replies.done, undefined),
    { product: byPost },
  );
  await manager.open();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "POST", "DELETE"]);
});

test("a PUT that succeeds without naming a key is followed by asking which one lives", async () => {
  const { manager, methods } = setup(
    inTurn(replies.key("K1"), replies.done, replies.key("K1"), replies.done, undefined),
  );
  await manager.open();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "PUT", "POST", "DELETE"]);
});

test.each([
  { answer: "lost", code: "NETWORK", confirmed: 1 },
  { answer: replies.refused(503), code: "REJECTED", confirmed: 1 },
  { answer: replies.refused(401, -2015), code: "REJECTED", confirmed: 0 },
  { answer: { status: 200, body: "<html>" }, code: "BAD_RESPONSE", confirmed: 1 },
] as const)(
  "asked about the key and answered $answer, revoke() rejects with $code, deletes nothing and goes on",
  async ({ answer, code, confirmed }) => {
    const { clock, manager, methods, seen } = setup(
      inTurn(replies.key("K1"), answer, replies.key("K1")),
    );
    await manager.open();
    await expect(manager.revoke()).rejects.toMatchObject({ code });
    expect(manager).toMatchObject({ state: "live", listenKey: "K1" });
    await clock.settle();
    // The revocation asks once; an unanswered question makes the manager confirm its key.
    expect(methods()).toEqual(["POST", "PUT", ...Array.from({ length: confirmed }, () => "PUT")]);
    await clock.advance(30 * MINUTE);
    expect(methods()).not.toContain("DELETE");
    expect(seen.slice(0, 2)).toEqual(["created live", "renewed live"]);
    expect(manager.state).toBe("live");
  },
);

test("a question that is never answered ends with TIMEOUT, and the key is confirmed at once", async () => {
  const { clock, manager, methods } = setup(
    inTurn(replies.key("K1"), undefined, replies.key("K1")),
    { requestTimeoutMs: 5_000 },
  );
  await manager.open();
  const revoked = manager.revoke().catch((error: { code: string }) => error.code);
  await clock.advance(6_000);
  expect(await revoked).toBe("TIMEOUT");
  expect(methods()).toEqual(["POST", "PUT", "PUT"]);
  expect(manager.state).toBe("live");
});

test("a ban that answers the question, or is in force, keeps the DELETE from being sent", async () => {
  const banned = { status: 418, headers: { "retry-after": "600" }, body: "" };
  const { clock, manager, methods } = setup(inTurn(replies.key("K1"), banned, replies.key("K1")));
  await manager.open();
  await expect(manager.revoke()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await expect(manager.revoke()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(methods()).toEqual(["POST", "PUT"]);
  await clock.advance(30 * MINUTE);
  expect(methods()).not.toContain("DELETE");
  expect(manager.state).toBe("live");
});

test("close() while revoke() asks about the key rejects it, and nothing is deleted", async () => {
  const { clock, transport, manager, methods, seen } = setup(inTurn(replies.key("K1"), undefined));
  await manager.open();
  const revoked = manager.revoke();
  const closed = manager.close();
  transport.requests[1]?.reply(replies.key("K1"));
  await expect(revoked).rejects.toMatchObject({ code: "CLOSED" });
  await closed;
  await clock.advance(24 * 60 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(transport.requests[1]?.signal.aborted).toBe(true);
  expect(seen).toEqual(["created live", "closed closed"]);
  expect(clock.pendingTimers).toBe(0);
});

test("a DELETE that names its key is sent without a question", async () => {
  const { transport, manager, methods } = setup(inTurn(replies.key("K1"), replies.done), {
    product: named,
  });
  await manager.open();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "DELETE"]);
  expect(transport.requests[1]?.body).toBe("listenKey=K1");
});

test("revoke() is refused if somebody comes to hold the key while it is asked about", async () => {
  const one = setup(inTurn(replies.key("SHARED"), undefined));
  const two = setup(() => replies.key("SHARED"));
  await one.manager.open();
  const revoked = one.manager.revoke().catch((error: { code: string }) => error.code);
  await two.manager.open();
  one.transport.waiting[0]?.reply(replies.key("SHARED"));
  await one.clock.settle();
  expect(one.methods()).toEqual(["POST", "PUT"]);
  expect(await revoked).toBe("IN_USE");
  expect(one.manager.state).toBe("live");
  expect(two.manager.state).toBe("live");
  await two.manager.close();
});

test("whoever gets a key while a DELETE that names none is under way makes sure of it", async () => {
  const one = setup(inTurn(replies.key("K1"), replies.key("K1"), undefined));
  const two = setup(inTurn(replies.key("K2"), replies.refused(400, -1125), replies.key("K3")));
  await one.manager.open();
  const revoked = one.manager.revoke();
  await one.clock.settle();
  expect(one.methods()).toEqual(["POST", "PUT", "DELETE"]);
  await two.manager.open();
  expect(two.methods()).toEqual(["POST"]);
  one.transport.waiting[0]?.reply(replies.done);
  await revoked;
  await two.clock.settle();
  expect(two.methods()).toEqual(["POST", "PUT", "POST"]);
  expect(two.manager).toMatchObject({ state: "live", listenKey: "K3" });
  await two.manager.close();
});

test.each([
  { afterMs: 9_000, methods: ["POST", "PUT", "PUT", "POST"] },
  { afterMs: 10_001, methods: ["POST"] },
])(
  "whoever gets a key $afterMs ms after a DELETE was given up asks $methods, for it may still arrive",
  async ({ afterMs, methods }) => {
    const clock = virtualClock();
    const one = setup(inTurn(replies.key("K1"), replies.key("K1"), undefined), { clock });
    const two = setup(
      inTurn(replies.key("K2"), replies.key("K2"), replies.refused(400, -1125), replies.key("K3")),
      { clock },
    );
    await one.manager.open();
    const revoked = one.manager.revoke().catch(() => undefined);
    await clock.settle();
    expect(one.methods()).toEqual(["POST", "PUT", "DELETE"]);
    await one.manager.close();
    await revoked;
    await clock.advance(afterMs);
    await two.manager.open();
    await clock.advance(11_000);
    expect(two.methods()).toEqual(methods);
    await two.manager.close();
  },
);
