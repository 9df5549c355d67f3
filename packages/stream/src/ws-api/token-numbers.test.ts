import { expect, test } from "vitest";
import { DUE, renewing } from "./token-renewal.fixture.ts";
import { textOf } from "./ws-api.fixture.ts";

test("a renewal that answers with another number keeps both, until the new one brings an event", async () => {
  const { skip, acknowledge, settle, event, told, open, makeSource, asked } = await renewing();
  // Somebody else, so that the connection outlives the feed.
  open({}, makeSource({ apiKey: "B" }));
  await settle();
  acknowledge(1);
  await settle();
  await skip(DUE);
  event(5, "early");
  acknowledge(5);
  await settle();
  expect(told.slice(2)).toEqual([textOf("early")]);
  event(0, "as copy");
  event(5, "again");
  expect(told.slice(2)).toEqual([textOf("early"), textOf("again")]);
  expect(asked("userDataStream.unsubscribe")).toEqual([]);
});

test("events by the old number come while there is none by the new one", async () => {
  const { skip, acknowledge, settle, event, told } = await renewing();
  await skip(DUE);
  acknowledge(5);
  await settle();
  event(0, "old");
  event(5, "new");
  expect(told.slice(2)).toEqual([textOf("old"), textOf("new")]);
});

test.each(["before", "after"])(
  "the end of the old number %s the answer to its renewal is no end",
  async (when) => {
    const { skip, acknowledge, settle, event, told } = await renewing();
    await skip(DUE);
    if (when === "before") event(0, "eventStreamTerminated");
    acknowledge(5);
    await settle();
    if (when === "after") event(0, "eventStreamTerminated");
    event(5, "new");
    expect(told.slice(2)).toEqual([textOf("new")]);
  },
);

test.each([
  ["the same number", (world: Awaited<ReturnType<typeof renewing>>) => world.acknowledge(0)],
  ["a refusal", (world: Awaited<ReturnType<typeof renewing>>) => world.refuse("subscribe", -1000)],
])("an end during a renewal that is answered with %s is an end", async (_, answer) => {
  const world = await renewing();
  await world.skip(DUE);
  world.event(0, "eventStreamTerminated");
  answer(world);
  await world.settle();
  expect(world.told.slice(2)).toEqual(["ended credential"]);
});

test("the end of the new number is an end", async () => {
  const { skip, acknowledge, settle, event, told } = await renewing();
  await skip(DUE);
  acknowledge(5);
  await settle();
  event(5, "eventStreamTerminated");
  expect(told.slice(2)).toEqual(["ended credential"]);
});

test("a feed with two numbers that leaves others behind unsubscribes both", async () => {
  const { skip, acknowledge, settle, open, makeSource, asked, answer, feed, clock } =
    await renewing();
  await skip(DUE);
  acknowledge(5);
  open({}, makeSource({ apiKey: "B" }));
  await settle();
  acknowledge(6);
  await settle();
  void feed.close();
  await settle();
  answer("userDataStream.unsubscribe", { result: {} });
  await settle();
  const ids = asked("userDataStream.unsubscribe").map(({ params }) => params["subscriptionId"]);
  expect(ids).toEqual([0, 5]);
  expect(clock.pendingTimers).toBeGreaterThan(0);
});

test("a renewal that is acknowledged after its feed was closed is unsubscribed, and not told", async () => {
  const world = await renewing();
  world.open({}, world.makeSource({ apiKey: "B", random: () => 0.9 }));
  await world.settle();
  world.acknowledge(1);
  await world.skip(DUE);
  const proofs = world.proofs.length;
  void world.feed.close();
  world.acknowledge(5);
  await world.settle();
  world.answer("userDataStream.unsubscribe", { result: {} });
  await world.settle();
  const unsubscribed = world.asked("userDataStream.unsubscribe");
  expect(unsubscribed.map(({ params }) => params["subscriptionId"])).toEqual([0, 5]);
  expect(world.proofs).toHaveLength(proofs);
});
