import { beforeEach, expect, onTestFinished, test } from "vitest";
import {
  createListenKeyManager,
  type ListenKeyManager,
  type ListenKeyManagerOptions,
} from "../index.ts";
import { scriptedTransport, virtualClock, type ScriptedAnswer } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { eventNames, forgetHeldKeys, replies } from "./manager.fixture.ts";

const MINUTE = 60_000;

beforeEach(forgetHeldKeys);

/** A manager whose exchange is the test: it answers what `answer` says, and waits where that says nothing. */
function setup(
  answer: ScriptedAnswer = () => replies.key("K1"),
  more: Partial<ListenKeyManagerOptions> = {},
) {
  const clock = virtualClock();
  const transport = scriptedTransport((request) => answer(request));
  const open = (other: Partial<ListenKeyManagerOptions> = {}) => {
    const options = {
      product: testProduct(),
      apiKey: "A",
      transport,
      clock,
      random: () => 0.5,
      ...more,
      ...other,
    };
    const manager = createListenKeyManager(options as ListenKeyManagerOptions);
    onTestFinished(() => manager.close());
    return { manager, seen: watch(manager) };
  };
  const methods = () => transport.requests.map(({ method }) => method);
  return { clock, transport, methods, another: open, ...open() };
}

/** Notes each event with the state it was seen in. */
function watch(manager: ListenKeyManager): string[] {
  const seen: string[] = [];
  for (const name of eventNames) manager.on(name, () => seen.push(`${name} ${manager.state}`));
  return seen;
}

/** Answers in turn; the last one for ever. */
function inTurn(...answers: ReturnType<ScriptedAnswer>[]): ScriptedAnswer {
  let turn = 0;
  return () => answers[Math.min(turn++, answers.length - 1)];
}

test("a key is created, and renewed between a quarter and a third of its life", async () => {
  const { clock, methods, manager, seen } = setup();
  expect(await manager.open()).toBe("K1");
  await clock.advance(15 * MINUTE - 1);
  expect(methods()).toEqual(["POST"]);
  await clock.advance(5 * MINUTE);
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(seen).toEqual(["created live", "renewed live"]);
});

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

test("the deadline counts from when the request was sent, not from when the answer came", async () => {
  const { clock, transport, manager } = setup(() => undefined);
  const opened = manager.open();
  const sentAt = clock.now();
  await clock.advance(9_000);
  transport.waiting[0]?.reply(replies.key("K1"));
  await opened;
  expect(manager.expiresAt).toBe(sentAt + 60 * MINUTE);
});

test("a hundred concurrent open() make one request", async () => {
  const { manager, methods, seen } = setup();
  const keys = await Promise.all(Array.from({ length: 100 }, () => manager.open()));
  expect(new Set(keys)).toEqual(new Set(["K1"]));
  expect(methods()).toEqual(["POST"]);
  expect(seen).toEqual(["created live"]);
});

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

test("revoke() sends one DELETE and closes", async () => {
  const { clock, manager, methods, seen } = setup(inTurn(replies.key("K1"), replies.done));
  const closed: unknown[] = [];
  manager.on("closed", (event) => closed.push(event));
  await manager.open();
  const { keyId } = manager;
  await manager.revoke();
  await clock.advance(24 * 60 * MINUTE);
  expect(methods()).toEqual(["POST", "DELETE"]);
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
  expect(methods()).toEqual(["POST", "DELETE"]);
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
    inTurn(replies.key("K1"), "lost", replies.refused(400, -1125)),
  );
  await manager.open();
  await manager.revoke();
  expect(methods()).toEqual(["POST", "DELETE", "PUT"]);
  expect(manager.state).toBe("closed");
});

test("an unanswered DELETE of a key that still lives rejects, and the key is managed on", async () => {
  const { clock, manager, methods } = setup(inTurn(replies.key("K1"), "lost", replies.key("K1")));
  await manager.open();
  await expect(manager.revoke()).rejects.toMatchObject({ code: "NETWORK" });
  await clock.advance(20 * MINUTE);
  expect(methods()).toEqual(["POST", "DELETE", "PUT", "PUT", "PUT"]);
  expect(manager.state).toBe("live");
});

test("a manager opened while the key is being revoked waits, and gets a new key", async () => {
  const { clock, transport, manager, another, methods } = setup(
    inTurn(replies.key("K1"), undefined, replies.key("K2")),
  );
  await manager.open();
  const revoked = manager.revoke();
  const other = another();
  const opened = other.manager.open();
  await clock.advance(1_000);
  expect(methods()).toEqual(["POST", "DELETE"]);
  transport.waiting[0]?.reply(replies.done);
  await revoked;
  expect(await opened).toBe("K2");
});

test("close() while the DELETE is under way rejects revoke() and ends everything", async () => {
  const { clock, manager, seen } = setup(inTurn(replies.key("K1"), undefined));
  await manager.open();
  const revoked = manager.revoke();
  const closed = manager.close();
  await expect(revoked).rejects.toMatchObject({ code: "CLOSED" });
  await closed;
  expect(clock.pendingTimers).toBe(0);
  expect(seen).toEqual(["created live", "closed closed"]);
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
  expect(() => another({ lifetimeMs: 5_000 })).toThrow(/lifetimeMs differs/);
  expect(methods()).toEqual([]);
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
      inTurn(replies.key("K1"), replies.refused(503), replies.done),
    );
    manager.on("renewalFailed", () => void manager[act]());
    await manager.open();
    await clock.advance(20 * MINUTE);
    expect(manager.state).toBe("closed");
    expect(seen.at(-1)).toBe("closed closed");
    expect(methods()).toEqual(act === "close" ? ["POST", "PUT"] : ["POST", "PUT", "DELETE"]);
  }
});
