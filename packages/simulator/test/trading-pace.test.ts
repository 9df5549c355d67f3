import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { createExchange, type TradeOptions } from "../src/index.ts";
import { eventsOf } from "./audits/account-events.ts";

const HOUR = 3_600_000;

async function stepsInAnHour(options: Omit<TradeOptions, "product">): Promise<number> {
  const clock = virtualClock();
  const trading = createExchange({ clock })
    .createAccount()
    .trade({ product: "spot", ...options });
  await clock.advance(HOUR);
  return trading.steps;
}

test("the pace is kept on average, and is once a minute if nothing is said", async () => {
  expect(Math.abs((await stepsInAnHour({ perMinute: 30 })) - 1800)).toBeLessThan(90);
  expect(Math.abs((await stepsInAnHour({})) - 60)).toBeLessThan(15);
  expect(await stepsInAnHour({ perMinute: 0 })).toBe(0);
});

test("the pace can be changed, and trading stopped for good", async () => {
  const clock = virtualClock();
  const account = createExchange({ clock }).createAccount();
  const slow = account.trade({ product: "spot", perMinute: 1 });
  const fast = account.trade({ product: "spot", perMinute: 600 });
  await clock.advance(60_000);
  expect(slow.steps).toBe(fast.steps);
  expect(fast.steps).toBeGreaterThan(500);
  fast.stop();
  expect(clock.pendingTimers).toBe(0);
});

test("trading goes on during an outage, and nobody hears of it", async () => {
  const clock = virtualClock();
  const exchange = createExchange({ clock });
  exchange.createAccount().trade({ product: "umfutures", perMinute: 60 });
  exchange.goDown();
  await clock.advance(60_000);
  expect(exchange.log.of("eventProduced").length).toBeGreaterThan(30);
  expect(exchange.log.of("eventSent")).toEqual([]);
});

test.each([
  ["options", 10_000, "ACCOUNT_UPDATE"],
  ["portfolio-margin-pro", 5000, "PM_PRO_ACCOUNT_UPDATE"],
] as const)("%s is reported every %i ms, unless that is off", async (product, everyMs, name) => {
  const clock = virtualClock();
  const exchange = createExchange({ clock });
  const account = exchange.createAccount();
  const trading = account.trade({ product, perMinute: 0 });
  for (let step = 0; step < 20; step += 1) trading.step();
  exchange.log.clear();
  await clock.advance(60_000);
  const reports = eventsOf(exchange).filter(({ e }) => e === name);
  expect(reports).toHaveLength(60_000 / everyMs);
  account.trade({ product, perMinute: 0, reports: false });
  exchange.log.clear();
  await clock.advance(60_000);
  expect(exchange.log.written).toBe(0);
});

test("options without a position are not reported", async () => {
  const clock = virtualClock();
  const exchange = createExchange({ clock });
  exchange.createAccount().trade({ product: "options", perMinute: 0 });
  await clock.advance(60_000);
  expect(exchange.log.written).toBe(0);
});
