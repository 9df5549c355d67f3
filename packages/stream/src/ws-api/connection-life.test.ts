import { expect, test } from "vitest";
import { HOUR, live, openAccount, SECOND, stayAwake } from "./ws-api.fixture.ts";

test("when its time has come a connection says so once, and takes nobody any more", async () => {
  const world = await live({ random: () => 0.5 });
  world.clock.sleep(16 * HOUR - 60 * SECOND);
  await stayAwake(world, 15 * SECOND);
  expect(world.told).not.toContain("retiring age");
  openAccount(world, "B");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(1);
  await stayAwake(world, 90 * SECOND);
  expect(world.told.filter((told) => told.startsWith("retiring"))).toEqual(["retiring age"]);
  openAccount(world, "C");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
  expect(world.socket(0).closed).toBeUndefined();
});

test("after a sleep a connection knows its age at once", async () => {
  const world = await live();
  world.clock.sleep(21 * HOUR);
  world.source.doubt();
  expect(world.told.at(-1)).toBe("retiring age");
});

test("serverShutdown is told to everybody at once and once, and nobody else comes", async () => {
  const world = await live();
  const other = openAccount(world, "B");
  for (let times = 0; times < 2; times += 1) world.event(undefined, "serverShutdown");
  expect(world.told.slice(2)).toEqual(["retiring shutdown"]);
  expect(other.told).toEqual(["retiring shutdown"]);
  openAccount(world, "C");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("a connection that has too many subscriptions takes no more, and keeps those it has", async () => {
  const world = await live();
  const other = openAccount(world, "B");
  await world.settle();
  world.refuse("subscribe", -1191);
  await world.settle();
  expect(other.ends[0]?.isFatal).toBeUndefined();
  expect(world.told.slice(2)).toEqual([]);
  openAccount(world, "B");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("a connection that has given out all its numbers retires", async () => {
  const world = await live();
  openAccount(world, "B");
  await world.settle();
  world.refuse("subscribe", -2042);
  await world.settle();
  expect(world.told.slice(2)).toEqual(["retiring age"]);
});

test("feeds say how their connection does, and after their end how it did", async () => {
  const world = await live();
  const { feed, clock } = world;
  const connectedAt = { wall: clock.now() - 200, monotonic: clock.monotonic() - 200 };
  expect(feed.connectedAt).toEqual(connectedAt);
  const other = openAccount(world, "B");
  await world.settle();
  world.acknowledge(1);
  await stayAwake(world, 15 * SECOND);
  const heardAt = feed.heardAt;
  expect(heardAt?.monotonic).toBe(clock.monotonic());
  expect([feed.credentialProvenAt, feed.credentialId]).toEqual([heardAt, undefined]);
  expect(feed.livenessBoundMs).toBe(30 * SECOND);
  void feed.close();
  await stayAwake(world, 15 * SECOND);
  expect(feed).toMatchObject({ connectedAt, heardAt, livenessBoundMs: 30 * SECOND });
  expect(other.feed.heardAt?.monotonic).toBe(clock.monotonic());
});

test("a feed is told that its connection was heard, at most once a second", async () => {
  const world = await live();
  await world.clock.advance(SECOND);
  const before = world.proofs.length;
  for (let frames = 0; frames < 10; frames += 1) world.event(0, "order");
  expect(world.proofs).toHaveLength(before + 1);
  await world.clock.advance(SECOND);
  world.event(0, "order");
  expect(world.proofs).toHaveLength(before + 2);
});

test("an answer to a ping that asks for silence stops the pool, pings included", async () => {
  const world = await live();
  await world.clock.advance(15 * SECOND);
  expect(world.asked("ping", 0)).toHaveLength(1);
  world.answer("ping", { status: 429, error: { code: -1003, msg: "Too many requests." } }, 0);
  expect(world.governor.blockedFor(world.draw)).toBeGreaterThan(60 * SECOND);
  for (let pings = 0; pings < 3; pings += 1) {
    world.socket(0).handlers.activity();
    await world.clock.advance(20 * SECOND);
  }
  expect(world.asked("ping", 0)).toHaveLength(1);
});

test("after a sleep the time is asked again, once a minute until it is known", async () => {
  const world = await live();
  const { clock, asked, answer } = world;
  const tell = () => answer("time", { result: { serverTime: clock.now() } });
  tell();
  await stayAwake(world, 60 * SECOND);
  expect(asked("time")).toHaveLength(1);
  clock.sleep(240 * SECOND);
  await stayAwake(world, 45 * SECOND);
  expect(asked("time")).toHaveLength(2);
  await stayAwake(world, 30 * SECOND);
  await world.settle();
  expect(asked("time")).toHaveLength(3);
  tell();
  await stayAwake(world, 120 * SECOND);
  expect(asked("time")).toHaveLength(3);
});

test("the time is asked for once after a silence, however long it was wanted", async () => {
  const world = await live();
  const { clock, asked, answer, governor, draw } = world;
  answer("time", { result: { serverTime: clock.now() } });
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  governor.stop(draw, { status: 418, forMs: 1_200 * SECOND }, sentAt);
  clock.sleep(240 * SECOND);
  for (let seconds = 0; seconds < 960; seconds += 20) {
    expect(asked("time")).toHaveLength(1);
    world.socket(0).handlers.activity();
    await clock.advance(20 * SECOND);
  }
  await clock.advance(10 * SECOND);
  expect(asked("time")).toHaveLength(2);
});
