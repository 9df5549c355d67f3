import { systemClock } from "@listenkey/core/kit";
import { openUserDataStream } from "@listenkey/stream";
import { expect, test } from "vitest";
import { lineUp } from "./line-up.ts";
import type { News } from "./news.ts";
import { setStage, type Stage } from "./stage.ts";

const MINUTE_MS = 60_000;

function setup() {
  const news: News[] = [];
  const stage = setStage({
    seed: 1,
    products: lineUp,
    openStream: openUserDataStream,
    tell: (one) => news.push(one),
    real: systemClock,
  });
  for (const product of stage.products) product.open();
  return { stage, news };
}

function pass({ clock }: Stage, minutes: number): Promise<void> {
  return clock.passUntil(
    new Promise((resolve) => void clock.setTimer(minutes * MINUTE_MS, resolve)),
  );
}

test("every product's program is live within a minute, on two sockets that nobody else hears", async () => {
  const { stage } = setup();
  await pass(stage, 1);
  const heard = stage.accounts.map(({ account }) =>
    stage.exchange.sockets.filter(({ accounts }) => accounts.includes(account.id)),
  );
  expect(stage.products.map(({ state }) => state)).toEqual(lineUp.map(() => "live"));
  expect(heard.map(({ length }) => length)).toEqual(lineUp.map(() => 2));
  expect(stage.exchange.sockets).toHaveLength(2 * lineUp.length);
  await stage.clear();
});

test("when it is cleared nothing is left, neither a socket nor a timer", async () => {
  const { stage, news } = setup();
  await pass(stage, 30);
  const told = news.length;
  await stage.clear();
  // What was under way arrives.
  await pass(stage, 1);
  expect(stage.products.map(({ state }) => state)).toEqual(lineUp.map(() => "closed"));
  expect([stage.exchange.sockets.length, stage.clock.pendingTimers]).toEqual([0, 0]);
  expect(news).toHaveLength(told);
});

test("clocks of machine and exchange differ, drift apart, and are corrected one without the other", async () => {
  const { stage } = setup();
  const ahead = (): number => stage.exchange.now() - stage.clock.now();
  expect(ahead()).toBe(1_400);
  await pass(stage, 60);
  expect(ahead()).toBe(1_472);
  stage.clock.correct(60_000);
  expect(ahead()).toBe(1_472 - 60_000);
  await stage.clear();
});
