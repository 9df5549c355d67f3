import fc from "fast-check";
import { expect, test } from "vitest";
import { createListenKeyManager, type ListenKeyManager } from "../index.ts";
import {
  scriptedTransport,
  virtualClock,
  type ScriptedTransport,
  type VirtualClock,
} from "../testing.ts";
import { testProduct } from "../testing/test-product.ts";
import { eventNames, forgetHeldKeys } from "./manager.fixture.ts";
import { ModelExchange } from "./model-exchange.fixture.ts";

/** What may be done next, and to whom: all that a program, the network and time can do. */
const deed = fc.record({
  what: fc.constantFrom(
    "open",
    "close",
    "revoke",
    "report",
    "renew",
    "carryOut",
    "carryOut",
    "answer",
    "answer",
    "answer",
    "lose",
    "expire",
    "second",
    "minutes",
  ),
  who: fc.nat({ max: 2 }),
  pick: fc.nat({ max: 5 }),
});

/** A manager as its user sees it. */
interface User {
  readonly manager: ListenKeyManager;
  readonly transport: ScriptedTransport;
  /** Everything asked of it, to be settled at last. */
  readonly asked: Promise<unknown>[];
  isOpen: boolean;
  isRevoking: boolean;
  revocations: number;
  hasEnded: boolean;
}

interface World {
  readonly clock: VirtualClock;
  readonly exchange: ModelExchange;
  readonly users: readonly User[];
  /** What listeners have found wrong: what they throw would only be reported. */
  readonly wrong: string[];
  /** The DELETEs that have been looked at. */
  readonly deletes: WeakSet<object>;
}

/** Two managers share a transport and an API key; a third has others, but the same account. */
function world(): World {
  forgetHeldKeys();
  const clock = virtualClock();
  const wrong: string[] = [];
  const transports = [scriptedTransport(), scriptedTransport()] as const;
  const users = [transports[0], transports[0], transports[1]].map((transport, index): User => {
    const apiKey = index < 2 ? "one" : "two";
    const manager = createListenKeyManager({
      product: testProduct(),
      apiKey,
      transport,
      clock,
      random: () => 0.5,
    });
    const user: User = {
      manager,
      transport,
      asked: [],
      isOpen: false,
      isRevoking: false,
      revocations: 0,
      hasEnded: false,
    };
    for (const name of eventNames) {
      manager.on(name, () => {
        if (user.hasEnded) wrong.push(`${name} after close() had resolved`);
      });
    }
    return user;
  });
  return { clock, exchange: new ModelExchange(transports), users, wrong, deletes: new WeakSet() };
}

function act(
  { exchange, users, clock }: World,
  { what, who, pick }: { what: string; who: number; pick: number },
) {
  const user = users[who] as User;
  const { manager } = user;
  const ended = () => {
    user.hasEnded = manager.state === "closed";
  };
  switch (what) {
    case "open":
      user.isOpen = manager.state !== "closed";
      return user.asked.push(manager.open().catch(() => undefined));
    case "close":
      user.isOpen = false;
      return user.asked.push(manager.close().then(ended));
    case "revoke":
      user.isRevoking = true;
      user.revocations += 1;
      return user.asked.push(
        manager.revoke().then(ended, () => {
          user.isRevoking = false;
        }),
      );
    case "report":
      return manager.reportExpired(manager.listenKey ?? "KEY1");
    case "renew":
      // Waking from a nap makes the manager confirm its key at once.
      clock.sleep(3_000);
      return clock.advance(30_000);
    case "second":
      return clock.advance(1_000);
    case "minutes":
      return clock.advance(pick * 60_000);
    case "expire":
      return exchange.expire();
    default:
      return exchange[what as "carryOut" | "answer" | "lose"](pick);
  }
}

/** What holds at every moment. */
function check({ exchange, users, wrong, deletes }: World): void {
  expect(wrong).toEqual([]);
  const transports = [...new Set(users.map(({ transport }) => transport))];
  for (const transport of transports) {
    expect(transport.waiting.length, "requests under way at once").toBeLessThanOrEqual(1);
  }
  for (const { request } of exchange.pending) {
    if (request.method !== "DELETE" || deletes.has(request)) continue;
    deletes.add(request);
    const revoking = users
      .filter(({ isRevoking }) => isRevoking)
      .map(({ manager }) => manager.listenKey);
    const others = users
      .filter(({ isRevoking }) => !isRevoking)
      .map(({ manager }) => manager.listenKey);
    const isInUse = others.some((key) => key !== undefined && revoking.includes(key));
    expect(isInUse, "a DELETE of a key in use").toBe(false);
  }
  const sent = transports.flatMap(({ requests }) => requests);
  const deleted = sent.filter(({ method }) => method === "DELETE").length;
  const revocations = users.reduce((sum, user) => sum + user.revocations, 0);
  expect(deleted, "DELETEs, which nobody but revoke() sends").toBeLessThanOrEqual(revocations);
  for (const transport of transports) {
    const here = users.filter((user) => user.transport === transport);
    const underWay = here.every(({ manager, hasEnded }) => hasEnded && manager.state === "closed")
      ? transport.waiting.length
      : 0;
    expect(underWay, "requests under way after everybody has closed").toBe(0);
  }
  for (const { manager } of users) {
    const hasKey = manager.state === "live" || manager.state === "suspended";
    expect(manager.listenKey !== undefined, `a key while ${manager.state}`).toBe(hasKey);
  }
}

/** When the network is well again, everybody who is open has the account's key, and nobody else anything. */
async function settle({ clock, exchange, users, wrong }: World): Promise<void> {
  for (let minute = 0; minute < 45; minute += 1) {
    await clock.advance(60_000);
    while (exchange.pending.length > 0) {
      exchange.answer(0);
      await clock.settle();
    }
  }
  const inUse = users.filter(({ manager, isOpen }) => isOpen && !/closed|idle/.test(manager.state));
  for (const { manager } of inUse) {
    expect(manager).toMatchObject({ state: "live", listenKey: exchange.listenKey });
  }
  const closing = users.map(({ manager }) => manager.close());
  await Promise.all([...closing, ...users.flatMap(({ asked }) => asked)]);
  const sent = users.map(({ transport }) => transport.requests.length);
  await clock.advance(7_200_000);
  expect(users.map(({ transport }) => transport.requests.length)).toEqual(sent);
  expect(clock.pendingTimers).toBe(0);
  expect(wrong).toEqual([]);
}

test("in every order of opening, closing, revoking, expiry and answers, the account's key is held, or nothing is", async () => {
  let orders = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 24 }), async (deeds) => {
      const all = world();
      for (const each of deeds) {
        await act(all, each);
        await all.clock.settle();
        check(all);
      }
      await settle(all);
      orders += 1;
    }),
    { numRuns: 2_000, seed: 20_261_121 },
  );
  expect(orders).toBeGreaterThanOrEqual(2_000);
}, 60_000);
