import { expect, test } from "vitest";
import { product, SECOND, setup, stayAwake } from "./ws-api.fixture.ts";

test("an account asks for at most twelve tokens a minute, over all its streams", async () => {
  const world = setup({ kind: "token", tokenReply: () => ({ status: 503 }) });
  const sources = [world.source, world.makeSource()];
  const until = world.clock.monotonic() + 60 * SECOND;
  for (let lane = 0; world.clock.monotonic() < until; lane += 1) {
    for (const source of sources) world.open({ lane }, source);
    await world.settle();
    for (const { handlers, closed } of world.transport.sockets.slice(-2)) {
      if (closed === undefined) handlers.open();
    }
    await world.clock.advance(900);
  }
  expect(world.transport.requests.length).toBeGreaterThan(6);
  expect(world.transport.requests.length).toBeLessThanOrEqual(12);
});

test("tokens that have waited out a ban are counted when they are asked for", async () => {
  const world = setup({ kind: "token", tokenReply: () => ({ status: 503 }) });
  const { clock, transport } = world;
  const pool = product.pools.rest.within ?? product.pools.rest;
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  world.governor.stop(
    { pool, realm: "live", account: "" },
    { status: 418, forMs: 20 * SECOND },
    sentAt,
  );
  const openMany = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      world.open({ lane: transport.sockets.length });
      await world.settle();
      world.accept();
      await world.settle();
    }
  };
  await openMany(14);
  await clock.advance(15 * SECOND);
  expect(transport.requests).toEqual([]);
  for (let second = 0; second < 60; second += 1) {
    await openMany(1);
    await clock.advance(0.8 * SECOND);
  }
  expect(transport.requests.length).toBeGreaterThan(6);
  expect(transport.requests.length).toBeLessThanOrEqual(12);
});

test("a token that has to wait out a long ban is no failure, and is asked for as soon as the ban is over", async () => {
  const world = setup({ kind: "token" });
  const { clock, transport, governor } = world;
  const pool = product.pools.rest.within ?? product.pools.rest;
  const sentAt = { wall: clock.now(), monotonic: clock.monotonic() };
  const ban = { status: 418, forMs: 3_600 * SECOND };
  governor.stop({ pool, realm: "live", account: "" }, ban, sentAt);
  const { told } = world.open();
  await world.settle();
  world.accept();
  await stayAwake(world, 60 * SECOND);
  expect(transport.requests).toEqual([]);
  clock.jump(3_600 * SECOND);
  await stayAwake(world, 30 * SECOND);
  expect(transport.requests).toHaveLength(1);
  expect(told).toEqual(["joined"]);
});

test("what an account has spent is remembered when its streams have closed", async () => {
  const world = setup({ kind: "token", tokenReply: () => ({ status: 503 }) });
  await world.source.close();
  for (let count = 0; count < 8; count += 1) {
    const source = world.makeSource();
    const { feed } = world.open({}, source);
    await world.settle();
    world.accept();
    await world.settle();
    await feed.close();
    await source.close();
  }
  expect(world.transport.requests).toHaveLength(6);
});

test("a stream that goes, or is closed twice, leaves the others their common budget", async () => {
  const world = setup({ kind: "token", tokenReply: () => ({ status: 503 }) });
  const gone = world.makeSource();
  await gone.close();
  await gone.close();
  const other = world.makeSource();
  for (let lane = 0; lane < 16; lane += 1) {
    world.open({ lane }, lane % 2 === 0 ? world.source : other);
    await world.settle();
    world.accept();
    await world.settle();
  }
  expect(world.transport.requests).toHaveLength(6);
});
