import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createListenKeyManager, type Transport } from "@listenkey/core";
import { virtualClock } from "@listenkey/core/testing";
import { createExchange, fault } from "@listenkey/simulator";
import { umfutures } from "@listenkey/umfutures";
import { expect, test } from "vitest";
import { MINUTE, opened } from "../src/promises/world.ts";
import { seededRandom } from "../src/seeded-random.ts";

const DAY = 24 * 60 * MINUTE;

/** The heap in bytes once everything that can go has gone. */
function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

test("a year of one manager: 30,000 renewals with random faults, nothing lost, nothing left over", async () => {
  const clock = virtualClock();
  const random = seededRandom(1);
  const exchange = createExchange({ clock, seed: 1, log: false });
  const account = exchange.createAccount();
  const transport = exchange.transport();
  for (const each of [
    fault.unavailable("B"),
    fault.lostRequest(),
    fault.lostReply(),
    fault.brokenJson(),
  ]) {
    exchange.faults.always({}, each, { probability: 0.02 });
  }
  const apiKey = account.apiKeys[0] ?? "";
  const manager = createListenKeyManager({ product: umfutures, apiKey, transport, clock, random });
  const heard = { renewed: 0, renewalFailed: 0, lost: 0, created: 0 };
  for (const name of ["renewed", "renewalFailed", "lost", "created"] as const) {
    manager.on(name, () => {
      heard[name] += 1;
    });
  }
  const listenKey = await opened(manager.open(), clock);
  await clock.advance(7 * DAY);
  const before = { heap: heap(), timers: clock.pendingTimers };
  await clock.advance(358 * DAY);
  const after = { heap: heap(), timers: clock.pendingTimers };
  expect(heard.renewed).toBeGreaterThan(29_000);
  expect(heard.renewalFailed).toBeGreaterThan(1_000);
  expect(heard).toMatchObject({ lost: 0, created: 1 });
  expect(manager).toMatchObject({ state: "live", listenKey });
  expect(after.timers).toBeLessThanOrEqual(before.timers + 1);
  expect(after.heap - before.heap).toBeLessThan(1_000_000);
  await manager.close();
  exchange.close();
  expect(clock.pendingTimers).toBe(0);
});

test("10,000 managers on one transport: under 2 KB each, renewals spread, inside the pool's share", async () => {
  const clock = virtualClock();
  const random = seededRandom(2);
  const sentAt: number[] = [];
  // The exchange's own memory would be measured too, so its end of the seam is a double.
  const transport: Transport = {
    name: "double",
    connect: () => ({ send: () => undefined, close: () => undefined }),
    async send({ headers }) {
      sentAt.push(clock.monotonic());
      return {
        status: 200,
        headers: {},
        body: JSON.stringify({ listenKey: headers["x-mbx-apikey"]?.toUpperCase() }),
      };
    },
  };
  const apiKeys = Array.from({ length: 10_000 }, (_, index) => `key${index}`.padEnd(64, "x"));
  const before = heap();
  const managers = apiKeys.map((apiKey) =>
    createListenKeyManager({
      product: umfutures,
      apiKey,
      transport,
      clock,
      random,
      openTimeoutMs: Infinity,
    }),
  );
  const opening = managers.map((manager) => manager.open());
  const share = umfutures.pools.rest.weightPerMinute / 4;
  await clock.advance(15 * MINUTE);
  expect(Math.max(...perMinute(sentAt))).toBeLessThanOrEqual(share);
  await clock.advance(25 * MINUTE);
  await Promise.all(opening.splice(0));
  sentAt.length = 0;
  const perManager = (heap() - before) / managers.length;
  expect(perManager).toBeLessThan(2_048);
  await clock.advance(60 * MINUTE);
  const rates = perMinute(sentAt);
  expect(sentAt.length / 60).toBeLessThan(share);
  expect(Math.max(...rates)).toBeLessThan(1.25 * share);
  expect(Math.min(...rates)).toBeGreaterThan(0.6 * share);
  expect(managers.every(({ state }) => state === "live")).toBe(true);
  await Promise.all(managers.map((manager) => manager.close()));
  expect(clock.pendingTimers).toBe(0);
}, 30_000);

/** How many moments fall into each minute. */
function perMinute(moments: readonly number[]): number[] {
  const from = Math.floor((moments[0] ?? 0) / MINUTE);
  const counts: number[] = [];
  for (const at of moments) {
    const minute = Math.floor(at / MINUTE) - from;
    counts[minute] = (counts[minute] ?? 0) + 1;
  }
  return counts.slice(1, -1);
}
