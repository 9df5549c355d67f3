import * as core from "@listenkey/core";
import { fault, type RequestFault } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { usableProducts } from "../src/products.ts";
import { createWorld, MINUTE, opened, type World } from "../src/promises/world.ts";
import { seededRandom } from "../src/seeded-random.ts";

const FAULTS: readonly ((world: World, lengthMs: number) => void)[] = [
  ...[
    fault.unavailable("A", { handled: true }),
    fault.unavailable("B"),
    fault.lostRequest(),
    fault.lostReply(),
    fault.hang(),
    fault.hang({ handled: true }),
    fault.delay({ requestMs: 12_000, replyMs: 3_000 }),
    fault.delay({ requestMs: 4_000, replyMs: 4_000 }),
    fault.firewall(),
    fault.tooManyRequests({}),
    fault.tooManyRequests({ retryAfter: 30 }),
    fault.banned({ retryAfter: 240 }),
    fault.unauthorized(),
    fault.emptyBody(),
    fault.htmlBody(),
    fault.rotateKey(),
  ].map((trouble: RequestFault) => ({ exchange, clock }: World, lengthMs: number) => {
    exchange.faults.during({ from: clock.now(), until: clock.now() + lengthMs }, {}, trouble);
  }),
  ({ exchange, clock }, lengthMs) => {
    exchange.goDown();
    exchange.faults.at(clock.now() + lengthMs, () => exchange.comeBack());
  },
  ({ account }) => account.keys(keysOf(account)).expire(),
  ({ account }) => account.keys(keysOf(account)).recreate(),
  ({ account, exchange, clock }, lengthMs) => {
    account.keys(keysOf(account)).expire();
    exchange.goDown();
    exchange.faults.at(clock.now() + lengthMs, () => exchange.comeBack());
  },
];

/** Which keys an account of these tests has: it is named after them. */
function keysOf(account: { readonly id: string }): "spot" {
  return account.id as "spot";
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  "seed %d: two days of trouble cost no key but those the exchange ended, and break no limit",
  async (seed) => {
    const random = seededRandom(seed + 1);
    const usable = usableProducts[seed % usableProducts.length] ?? usableProducts[0];
    if (usable === undefined) throw new Error("no products");
    const world = createWorld(core, usable);
    const account = world.exchange.createAccount({ id: usable.keysOf });
    const one = world.manager({ apiKey: account.apiKeys[0] ?? "", random });
    await opened(one.manager.open(), world.clock);
    for (let trouble = 0; trouble < 24; trouble += 1) {
      const act = FAULTS[Math.floor(random() * FAULTS.length)];
      const lengthMs = random() * 25 * MINUTE;
      act?.({ ...world, account }, lengthMs);
      await world.clock.advance(lengthMs + (60 + random() * 30) * MINUTE);
      const { listenKey } = account.keys(keysOf(account));
      expect(one.manager).toMatchObject({ state: "live", listenKey });
    }
    const { log } = world.exchange;
    expect(log.of("keyExpired").filter(({ by }) => by === "time")).toEqual([]);
    expect(world.requests("DELETE")).toEqual([]);
    expect(mostInAMinute(world.requests().map(({ at }) => at))).toBeLessThanOrEqual(12);
    expect(one.names()).not.toContain("failed");
    await one.manager.close();
    world.exchange.close();
    expect(world.clock.pendingTimers).toBe(0);
  },
);

/** The largest number of moments that fall into one minute. */
function mostInAMinute(moments: readonly number[]): number {
  return Math.max(
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + MINUTE).length),
  );
}
