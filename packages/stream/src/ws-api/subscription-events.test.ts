import { CallBudget } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { live, SECOND, setup, textOf } from "./ws-api.fixture.ts";

test("events that come before the acknowledgement are kept, and delivered before it", async () => {
  const { open, settle, accept, acknowledge, event } = setup();
  const { told } = open();
  await settle();
  accept();
  await settle();
  event(3, "one");
  event(4, "somebody else's");
  event(3, "two");
  expect(told).toEqual(["joined"]);
  acknowledge(3);
  event(3, "three");
  await settle();
  event(3, "four");
  expect(told.slice(1)).toEqual([
    textOf("one"),
    textOf("two"),
    textOf("three"),
    "live subscription",
    textOf("four"),
  ]);
});

test("an end that comes before the acknowledgement is an end", async () => {
  const { open, settle, accept, acknowledge, event } = setup();
  const { told } = open();
  await settle();
  accept();
  await settle();
  event(3, "one");
  event(3, "eventStreamTerminated");
  acknowledge(3);
  await settle();
  expect(told).toEqual(["joined", textOf("one"), "ended credential"]);
});

test("eventStreamTerminated ends the feed whose number it bears, and says when", async () => {
  const world = await live();
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.acknowledge(1);
  await world.settle();
  const diedAt = world.clock.now() - SECOND;
  world.send({ subscriptionId: 1, event: { e: "eventStreamTerminated", E: diedAt } });
  expect(other.told.slice(2)).toEqual(["ended credential"]);
  expect(other.ends).toEqual([{ cause: "credential", diedAt }]);
  expect(world.told.slice(2)).toEqual([]);
});

test.each([5, "soon", undefined])("an end at %j is an end at an unknown time", async (E) => {
  const { ends, send } = await live();
  send({ subscriptionId: 0, event: { e: "eventStreamTerminated", E } });
  expect(ends).toEqual([{ cause: "credential" }]);
});

test("after its end a feed may come back to the connection", async () => {
  const world = await live();
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.acknowledge(1);
  world.event(0, "eventStreamTerminated");
  await world.settle();
  const again = world.open();
  await world.settle();
  world.acknowledge(2);
  await world.settle();
  world.event(2, "order");
  expect(world.transport.sockets).toHaveLength(1);
  expect(again.told).toEqual(["joined", "live subscription", textOf("order")]);
  expect(other.told).toEqual(["joined", "live subscription"]);
  expect(world.asked("userDataStream.unsubscribe")).toEqual([]);
});

test("an end without a number is everybody's", async () => {
  const world = await live();
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.acknowledge(1);
  await world.settle();
  world.event(undefined, "eventStreamTerminated");
  expect([world.told.at(-1), other.told.at(-1)]).toEqual(["ended credential", "ended credential"]);
});

test("an event without a number belongs to the only one who is there", async () => {
  const world = await live();
  world.event(undefined, "order");
  expect(world.told.at(-1)).toBe(textOf("order"));
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.acknowledge(1);
  await world.settle();
  world.event(undefined, "order");
  expect([world.told.at(-1), other.told.at(-1)]).toEqual([
    "rejected no event",
    "rejected no event",
  ]);
});

test("a handler may close its feed in the middle of what was kept", async () => {
  const world = setup();
  const told: string[] = [];
  const feed = world.source.open({
    lane: 0,
    urgency: () => "first",
    budget: new CallBudget(world.clock),
    form: undefined,
    apartFrom: [],
    handlers: {
      joined: () => {},
      proven: () => {},
      rejected: () => {},
      retiring: () => {},
      live: () => told.push("live"),
      ended: () => told.push("ended"),
      event: ({ text }) => {
        told.push(text);
        void feed.close();
      },
    },
  });
  await world.settle();
  world.accept();
  await world.settle();
  world.event(3, "one");
  world.event(3, "two");
  world.acknowledge(3);
  await world.settle();
  expect(told).toEqual([textOf("one")]);
  expect(world.clock.pendingTimers).toBe(0);
});
