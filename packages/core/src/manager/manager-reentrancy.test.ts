import { beforeEach, expect, test } from "vitest";
import {
  createListenKeyManager,
  type KeySource,
  type ListenKeyManager,
  type ManagerClosed,
} from "../index.ts";
import { scriptedTransport, virtualClock, type VirtualClock } from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { MINUTE, forgetHeldKeys, inTurn, replies, setup } from "./manager.fixture.ts";

beforeEach(forgetHeldKeys);

/** A manager of keys from a source. */
function managerOf(keys: KeySource, clock: VirtualClock): ListenKeyManager {
  const options = { product: testProduct(), keys, clock, random: () => 0.5 };
  return createListenKeyManager({ ...options, requestTimeoutMs: 50 * MINUTE });
}

test("a handle that left and came again does not hear of what it left", async () => {
  const { clock, transport, manager, another } = setup(
    inTurn(replies.refused(400, -1102), replies.key("K2")),
  );
  const other = another().manager;
  const abort = new AbortController();
  let reopened: Promise<string> | undefined;
  manager.on("failed", () => {
    abort.abort();
    reopened = other.open();
  });
  manager.open().catch(() => undefined);
  other.open({ signal: abort.signal }).catch(() => undefined);
  await clock.advance(1_000);
  expect(await reopened).toBe("K2");
  await other.close();
  const sent = transport.requests.length;
  await clock.advance(180 * MINUTE);
  expect(transport.requests).toHaveLength(sent);
  expect(clock.pendingTimers).toBe(0);
});

test("a handle reopened in the middle of `created` hears of the key once", async () => {
  const { clock, transport, manager, another } = setup(() => undefined);
  const { manager: other, seen } = another();
  const abort = new AbortController();
  manager.on("created", () => {
    abort.abort();
    void other.open();
  });
  void manager.open();
  other.open({ signal: abort.signal }).catch(() => undefined);
  transport.waiting[0]?.reply(replies.key("K1"));
  await clock.settle();
  expect(seen).toEqual(["created live"]);
});

test("what an account has spent is counted by one clock", async () => {
  const transport = scriptedTransport(() => replies.key("K1"));
  const openOn = async (clock: VirtualClock): Promise<string> => {
    const manager = createListenKeyManager({
      product: testProduct(),
      apiKey: "A",
      transport,
      clock,
    });
    const opened = manager.open();
    await clock.advance(MINUTE);
    const listenKey = await opened;
    await manager.close();
    return listenKey;
  };
  const late = virtualClock();
  await late.advance(24 * 60 * MINUTE);
  expect(await openOn(late)).toBe("K1");
  expect(await openOn(virtualClock())).toBe("K1");
});

test("an account makes no more calls for being reached from many others", async () => {
  const { clock, methods, another } = setup();
  for (let round = 0; round < 30; round += 1) {
    const { manager } = another({ apiKey: `X${round}` });
    manager.replaceCredentials({ apiKey: "B" });
    manager.open().catch(() => undefined);
    await clock.settle();
    await manager.close();
  }
  expect(methods()).toHaveLength(6);
});

test("credentials that were replaced do not come back with an idle handle", async () => {
  const { clock, transport, manager, another } = setup(({ headers }) =>
    headers["x-mbx-apikey"] === "NEW" ? replies.refused(400, -1102) : replies.key("K1"),
  );
  const idle = another().manager;
  await manager.open();
  manager.replaceCredentials({ apiKey: "NEW" });
  await clock.advance(1_000);
  expect(manager.state).toBe("failed");
  await expect(idle.open()).rejects.toMatchObject({ code: "REJECTED" });
  expect(transport.requests.at(-1)?.headers["x-mbx-apikey"]).toBe("NEW");
});

test("a source that closes its manager when its call is ended is asked for nothing more", async () => {
  const clock = virtualClock();
  const calls: string[] = [];
  const keys: KeySource = {
    create: async () => (calls.push("create"), { listenKey: "S" }),
    renew: (_, { signal }) => {
      calls.push("renew");
      signal.addEventListener("abort", () => void manager.close());
      return new Promise(() => undefined);
    },
  };
  const manager = managerOf(keys, clock);
  await manager.open();
  await clock.advance(61 * MINUTE);
  expect(calls).toEqual(["create", "renew"]);
  expect(clock.pendingTimers).toBe(0);
});

test("a source that closes a manager while it is asked leaves no timer behind", async () => {
  const clock = virtualClock();
  const keys: KeySource = {
    create: async () => ({ listenKey: "S" }),
    renew: async () => {
      void other.close();
      return { listenKey: "S" };
    },
  };
  const [manager, other] = [managerOf(keys, clock), managerOf(keys, clock)];
  await Promise.all([manager.open(), other.open()]);
  await clock.advance(18 * MINUTE);
  await manager.close();
  expect(clock.pendingTimers).toBe(0);
});

test("a key lost before its DELETE was sent was not revoked", async () => {
  const { clock, manager, methods } = setup(inTurn(replies.key("K1"), undefined), {
    requestTimeoutMs: 50 * MINUTE,
  });
  const closed: ManagerClosed[] = [];
  manager.on("closed", (event) => closed.push(event));
  await manager.open();
  await clock.advance(59 * MINUTE);
  const revoked = manager.revoke();
  await clock.advance(2 * MINUTE);
  await revoked;
  expect(methods()).toEqual(["POST", "PUT"]);
  expect(closed).toMatchObject([{ revoked: false }]);
});

test("`closed` names the key that was revoked, even if it has just been replaced", async () => {
  const { clock, transport, manager } = setup(
    inTurn(replies.key("K1"), undefined, replies.key("K2"), replies.done),
  );
  const keyIds: unknown[] = [];
  manager.on("replaced", ({ keyId }) => keyIds.push(keyId));
  manager.on("closed", ({ keyId }) => keyIds.push(keyId));
  await manager.open();
  await clock.advance(17.5 * MINUTE);
  const revoked = manager.revoke();
  transport.waiting[0]?.reply(replies.key("K2"));
  await revoked;
  expect(transport.requests.at(-1)?.method).toBe("DELETE");
  expect(keyIds).toHaveLength(2);
  expect(keyIds[1]).toBe(keyIds[0]);
});

test("a handle that reports its key expired when it gets it does not hear `suspended` after `lost`", async () => {
  const { clock, manager, another } = setup(
    inTurn(replies.key("K1"), replies.refused(503), undefined),
  );
  await manager.open();
  await clock.advance(17.5 * MINUTE);
  const other = another();
  other.manager.on("created", () => other.manager.reportExpired("K1"));
  other.manager.open().catch(() => undefined);
  await clock.settle();
  expect(other.seen.map((event) => event.split(" ")[0])).toEqual(["created", "lost"]);
});

test("`closed` is the last event, even for the listeners of the one that led to it", async () => {
  const { manager } = setup();
  const heard: string[] = [];
  manager.on("closed", () => heard.push("closed"));
  manager.on("created", () => void manager.close());
  manager.on("created", () => heard.push("created"));
  await manager.open().catch(() => undefined);
  expect(heard).toEqual(["closed"]);
});
