import { virtualClock } from "@listenkey/core/testing";
import { createExchange, fault } from "@listenkey/simulator";
import { openUserDataStream } from "@listenkey/stream";
import { spot } from "@listenkey/spot";
import { umfutures } from "@listenkey/umfutures";
import { expect, test } from "vitest";

function setup() {
  const clock = virtualClock();
  const exchange = createExchange({ clock, seed: 1 });
  const [apiKey = ""] = exchange.createAccount().apiKeys;
  const transport = exchange.transport();
  exchange.faults.always({}, fault.refuseSocket());
  const common = { apiKey, transport, clock };
  const open = () => openUserDataStream({ product: umfutures, ...common });
  /** Without a listen key, whose calls are counted too, nothing but the dials is. */
  const openSpot = () =>
    openUserDataStream({ product: spot, signer: () => Promise.resolve("never asked"), ...common });
  return { clock, exchange, open, openSpot, dials: () => exchange.log.of("socketRefused").length };
}

test("the streams of one account dial together no more than one may: twelve times a minute", async () => {
  const { clock, exchange, open, dials } = setup();
  const streams = [open(), open(), open()];
  await clock.advance(60_000);
  expect(dials()).toBeGreaterThan(6);
  expect(dials()).toBeLessThanOrEqual(12);
  await Promise.all(streams.map((stream) => stream.close()));
  exchange.close();
});

test("what a stream has dialled is remembered when it is closed and another one is opened", async () => {
  const { clock, exchange, openSpot, dials } = setup();
  for (let second = 0; second < 60; second += 1) {
    const stream = openSpot();
    await clock.advance(1_000);
    await stream.close();
  }
  expect(dials()).toBeGreaterThan(6);
  expect(dials()).toBeLessThanOrEqual(12);
  exchange.close();
});
