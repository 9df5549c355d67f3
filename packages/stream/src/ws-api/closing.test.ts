import { expect, test } from "vitest";
import { live, SECOND, setup, type World } from "./ws-api.fixture.ts";

const UNSUBSCRIBE = "userDataStream.unsubscribe";

/** A second account on the same connection, as subscription 1. */
async function beside(world: World) {
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  world.acknowledge(1);
  await world.settle();
  return other;
}

/** Whether a promise has resolved. */
function watch(promise: Promise<unknown>) {
  const state = { isDone: false };
  void promise.then(() => (state.isDone = true));
  return state;
}

test("a feed that leaves others behind is unsubscribed by its number, and closed when that is answered", async () => {
  const world = await live();
  const other = await beside(world);
  const closing = watch(world.feed.close());
  await world.settle();
  expect(world.asked(UNSUBSCRIBE)).toMatchObject([{ params: { subscriptionId: 0 } }]);
  world.event(0, "late");
  world.event(1, "order");
  expect(closing.isDone).toBe(false);
  world.answer(UNSUBSCRIBE, { result: {} });
  world.event(0, "eventStreamTerminated");
  await world.settle();
  expect(closing.isDone).toBe(true);
  expect(world.told).toEqual(["joined", "live subscription"]);
  expect(other.told).toEqual(["joined", "live subscription", '{"e":"order"}']);
});

test("after that the account may come back to the same connection", async () => {
  const world = await live();
  await beside(world);
  void world.feed.close();
  world.open();
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
  world.answer(UNSUBSCRIBE, { result: {} }, 0);
  await world.settle();
  world.open({}, world.makeSource());
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test.each([
  ["was refused", (world: World) => world.refuse(UNSUBSCRIBE, -1000)],
  ["was never answered", () => undefined],
])(
  "where the unsubscribe %s the account does not come back to the connection",
  async (_, answer) => {
    const world = await live();
    await beside(world);
    const closing = watch(world.feed.close());
    await world.settle();
    answer(world);
    await world.clock.advance(11 * SECOND);
    expect(closing.isDone).toBe(true);
    world.open();
    await world.settle();
    expect(world.transport.sockets).toHaveLength(2);
  },
);

test("an unsubscribe of what had ended already is a success", async () => {
  const world = await live();
  await beside(world);
  void world.feed.close();
  await world.settle();
  world.refuse(UNSUBSCRIBE, -2036);
  await world.settle();
  world.open();
  await world.settle();
  expect(world.transport.sockets).toHaveLength(1);
});

test("a feed that is closed before the acknowledgement waits for it, and then unsubscribes by the number", async () => {
  const world = await live();
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  const closing = watch(other.feed.close());
  await world.settle();
  expect(world.asked(UNSUBSCRIBE)).toEqual([]);
  world.event(1, "early");
  world.acknowledge(1);
  await world.settle();
  expect(world.asked(UNSUBSCRIBE)).toMatchObject([{ params: { subscriptionId: 1 } }]);
  expect(closing.isDone).toBe(false);
  world.answer(UNSUBSCRIBE, { result: {} });
  await world.settle();
  expect(closing.isDone).toBe(true);
  expect(other.told).toEqual(["joined"]);
  expect(world.told).toEqual(["joined", "live subscription"]);
});

test("it does not wait for ever, and never unsubscribes without a number", async () => {
  const world = await live();
  const other = world.open({}, world.makeSource({ apiKey: "B" }));
  await world.settle();
  const closing = watch(other.feed.close());
  await world.clock.advance(10 * SECOND);
  expect(closing.isDone).toBe(true);
  expect(world.asked(UNSUBSCRIBE)).toEqual([]);
  expect(other.told).toEqual(["joined"]);
});

test("an unsubscribe keeps the pace of the pool, and is given up with its connection", async () => {
  const world = await live();
  const other = await beside(world);
  const turn = { lane: "create", weight: 450, share: 0.25, random: () => 0 } as const;
  world.governor.wait(world.draw, turn);
  const closing = watch(world.feed.close());
  await world.settle();
  expect(world.asked(UNSUBSCRIBE)).toEqual([]);
  await other.feed.close();
  await world.clock.settle();
  expect(closing.isDone).toBe(true);
  expect(world.socket().closed).toBe(1_000);
  expect(world.clock.pendingTimers).toBe(0);
});

test("many feeds that are closed together close their connection without a word", async () => {
  const world = await live();
  const other = await beside(world);
  await Promise.all([world.feed.close(), other.feed.close()]);
  expect(world.asked(UNSUBSCRIBE)).toEqual([]);
  expect(world.socket().closed).toBe(1_000);
  expect(world.clock.pendingTimers).toBe(0);
});

test("closing again is the same closing", async () => {
  const world = await live();
  await beside(world);
  const closing = watch(world.feed.close());
  const again = watch(world.feed.close());
  await world.settle();
  world.answer(UNSUBSCRIBE, { result: {} });
  await world.settle();
  expect([closing.isDone, again.isDone]).toEqual([true, true]);
  expect(world.asked(UNSUBSCRIBE)).toHaveLength(1);
});

test("a source is closed when what its feeds have left behind is", async () => {
  const world = await live();
  await beside(world);
  void world.feed.close();
  const closing = watch(world.source.close());
  await world.settle();
  expect(closing.isDone).toBe(false);
  world.answer(UNSUBSCRIBE, { result: {} });
  await world.settle();
  expect(closing.isDone).toBe(true);
});

test.each(Array.from({ length: 12 }, (_, index) => index))(
  "nothing is sent for a feed that was closed %i microtasks after it was signed for",
  async (microtasks) => {
    const world = await live();
    const before = world.asked("subscribe").length;
    const sentAtClose: number[] = [];
    const source = world.makeSource({
      apiKey: "B",
      signer: () => {
        let later = Promise.resolve();
        for (let count = 0; count < microtasks; count += 1) later = later.then(() => undefined);
        void later.then(() => {
          void other.feed.close();
          sentAtClose.push(world.asked("subscribe").length);
        });
        return Promise.resolve("SIGNATURE");
      },
    });
    const other = world.open({}, source);
    await world.settle();
    expect(sentAtClose[0]).toBeGreaterThanOrEqual(before);
    expect(world.asked("subscribe")).toHaveLength(sentAtClose[0] ?? 0);
  },
);

test.each(Array.from({ length: 12 }, (_, index) => index))(
  "closed %i microtasks after the acknowledgement nothing is left",
  async (microtasks) => {
    const world = setup({ kind: "token" });
    const { feed, told } = world.open();
    await world.settle();
    world.accept();
    await world.settle();
    world.acknowledge(0);
    for (let count = 0; count < microtasks; count += 1) await Promise.resolve();
    await feed.close();
    const before = [...told];
    await world.clock.settle();
    expect(world.clock.pendingTimers).toBe(0);
    expect(told).toEqual(before);
  },
);

/** Moments in the life of a feed, each reached from the one before. */
const steps: readonly (readonly [string, (world: World) => void | Promise<void>])[] = [
  ["before it dials", () => undefined],
  ["when its turn to dial has come", ({ clock }) => clock.advance(0)],
  ["while it connects", (world) => world.settle()],
  ["when its connection is open", (world) => world.accept()],
  ["while it signs, or asks for a token", ({ clock }) => clock.settle()],
  ["when its subscribe is sent", (world) => world.settle()],
  ["when the acknowledgement has come", (world) => world.acknowledge(0)],
  ["when it is live", (world) => world.settle()],
];

const moments = steps.flatMap(([name], index) =>
  (["signature", "token"] as const).map((kind) => ({ name, index, kind })),
);

test.each(moments)("closed $name nothing is left ($kind)", async ({ index, kind }) => {
  const world = setup({ kind });
  const { feed, told } = world.open();
  for (const [, step] of steps.slice(0, index + 1)) await step(world);
  const before = [...told];
  const requests = world.transport.requests.length;
  await feed.close();
  await world.source.close();
  expect(world.clock.pendingTimers).toBe(0);
  await world.clock.advance(60 * SECOND);
  expect(told).toEqual(before);
  expect(world.transport.requests).toHaveLength(requests);
  expect(world.transport.sockets.every(({ closed }) => closed === 1_000)).toBe(true);
});

test.each([0, 2, 5, 7])(
  "a feed ends once, and a close after that changes nothing (%i)",
  async (index) => {
    const world = setup();
    const { feed, told } = world.open();
    for (const [, step] of steps.slice(0, Math.max(2, index) + 1)) await step(world);
    world.cut();
    const before = [...told];
    expect(before.at(-1)).toBe("ended connection");
    await feed.close();
    await world.clock.advance(60 * SECOND);
    expect(told).toEqual(before);
    expect(world.clock.pendingTimers).toBe(0);
  },
);
