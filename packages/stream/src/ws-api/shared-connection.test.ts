import { CallBudget } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { live, openAccount, SECOND, setup, textOf } from "./ws-api.fixture.ts";

test("many accounts share one connection, and hear only their own events", async () => {
  const world = setup();
  const accounts = ["A", "B", "C"].map((name) => openAccount(world, name));
  await world.settle();
  expect(world.transport.sockets).toHaveLength(1);
  world.accept();
  await world.settle();
  const asked = world.asked("subscribe");
  expect(asked.map(({ params }) => params["apiKey"])).toEqual(["A", "B", "C"]);
  asked.forEach(({ id }, index) =>
    world.send({ id, status: 200, result: { subscriptionId: 10 + index } }),
  );
  await world.settle();
  for (const id of [12, 10, 11, 12]) world.event(id, `for ${id}`);
  expect(accounts.map(({ told }) => told.slice(2))).toEqual([
    [textOf("for 10")],
    [textOf("for 11")],
    [textOf("for 12"), textOf("for 12")],
  ]);
});

test("the numbers of a connection that is gone mean nothing on the next one", async () => {
  const world = await live();
  world.cut();
  expect(world.told.at(-1)).toBe("ended connection");
  const next = world.open();
  await world.settle();
  world.accept();
  await world.settle();
  world.event(0, "early");
  world.acknowledge(5);
  await world.settle();
  world.event(0, "not ours");
  world.event(5, "ours");
  expect(next.told).toEqual(["joined", "live subscription", textOf("ours")]);
});

test("two lanes never share a connection, nor do feeds that are to be apart", async () => {
  const { open, settle, transport, source, makeSource } = setup();
  const { feed } = open();
  open({ lane: 1 });
  await settle();
  expect(transport.sockets).toHaveLength(2);
  const another = makeSource({ apiKey: "OTHER" });
  open({ apartFrom: [feed] }, another);
  await settle();
  expect(transport.sockets).toHaveLength(3);
  expect(source.forms).toEqual([]);
});

test("each lane goes over its own transport", async () => {
  const one = setup();
  const other = setup();
  const source = one.makeSource({ transport: [one.transport, other.transport] });
  one.open({ lane: 0 }, source);
  one.open({ lane: 1 }, source);
  await one.settle();
  expect([one.transport.sockets.length, other.transport.sockets.length]).toEqual([1, 1]);
});

test("one account is on a connection once", async () => {
  const { open, makeSource, settle, transport } = setup();
  open();
  open({}, makeSource());
  await settle();
  expect(transport.sockets).toHaveLength(2);
});

test("a connection takes as many accounts as it may", async () => {
  const world = setup({ accountsPerSocket: 2 });
  for (const name of ["A", "B", "C", "D", "E"]) openAccount(world, name);
  await world.settle();
  expect(world.transport.sockets).toHaveLength(3);
});

test("no connection takes more than a thousand accounts", async () => {
  const world = setup({ accountsPerSocket: 5_000 });
  for (let index = 0; index <= 1_000; index += 1) openAccount(world, `A${index}`);
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("a connection is closed with its last feed, and not before", async () => {
  const world = setup();
  const one = openAccount(world, "A");
  const other = openAccount(world, "B");
  await world.settle();
  world.accept();
  void one.feed.close();
  await world.settle();
  expect(world.socket(-1).closed).toBeUndefined();
  await other.feed.close();
  expect(world.socket(-1).closed).toBe(1_000);
  expect(world.clock.pendingTimers).toBe(0);
});

test("a connection that never opens ends all who wait for it", async () => {
  const world = setup();
  const feeds = ["A", "B"].map((name) => openAccount(world, name));
  await world.settle();
  world.cut();
  for (const { ends } of feeds) {
    expect(ends).toMatchObject([{ cause: "connection", error: { code: "NETWORK" } }]);
  }
  openAccount(world, "C");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
  expect(world.transport.sockets[0]?.closed).toBeUndefined();
});

test("a handshake refused with 429 stops the pool, and is told once to each", async () => {
  const world = setup();
  const feeds = ["A", "B"].map((name) => openAccount(world, name));
  await world.settle();
  const refusal = { status: 429, headers: { "retry-after": "60" }, body: "" };
  world.socket(-1).handlers.end({ code: 1006, reason: "", refusal });
  expect(world.governor.blockedFor(world.draw)).toBe(60 * SECOND);
  for (const { ends } of feeds) {
    expect(ends).toMatchObject([{ error: { code: "RATE_LIMITED" }, retryInMs: 60 * SECOND }]);
  }
});

test("whoever is in a hurry hurries the connection that others wait for", async () => {
  const world = setup();
  for (let index = 0; index < 60; index += 1) {
    openAccount(world, `A${index}`, { lane: index + 1, urgency: () => "second" });
  }
  openAccount(world, "OLD", { urgency: () => "replacement" });
  openAccount(world, "NEW", { urgency: () => "first" });
  await world.clock.advance(0);
  world.transport.sockets.at(0)?.handlers.open();
  await world.clock.advance(0);
  const keys = world.sent(0).map(({ params }) => params["apiKey"]);
  expect(keys).toEqual(["NEW", "OLD"]);
  await world.clock.advance(300 * SECOND);
  expect(world.transport.sockets).toHaveLength(61);
});

/** The budget of an account that can afford its next dial in ten seconds. */
function spent({ clock }: ReturnType<typeof setup>): CallBudget {
  const budget = new CallBudget(clock);
  for (let count = 0; count < 6; count += 1) budget.spend();
  return budget;
}

test("an account that has spent what it may dial is waited for, unless another one can afford it", async () => {
  const world = setup();
  openAccount(world, "POOR", { budget: spent(world) });
  openAccount(world, "POOR", { lane: 1, budget: spent(world) });
  openAccount(world, "RICH", { lane: 1 });
  await world.settle();
  expect(world.transport.sockets).toHaveLength(1);
  await world.clock.advance(9 * SECOND);
  expect(world.transport.sockets).toHaveLength(1);
  await world.clock.advance(SECOND);
  expect(world.transport.sockets).toHaveLength(2);
});

test("a place on a connection counts as a dial of the account, whether it is dialled for it or there", async () => {
  const world = setup();
  const budget = new CallBudget(world.clock);
  for (const name of ["A", "B", "C"]) openAccount(world, name, { budget });
  await world.settle();
  openAccount(world, "D", { budget });
  world.accept();
  openAccount(world, "E", { budget });
  expect(budget.overdraft).toBeLessThanOrEqual(0);
  openAccount(world, "F", { budget });
  expect(budget.overdraft).toBeGreaterThan(9 * SECOND);
});

test("an account that is active already under another name takes another connection", async () => {
  const world = await live();
  const other = openAccount(world, "SAME-ACCOUNT");
  await world.settle();
  world.refuse("subscribe", -2035);
  await world.settle();
  expect(other.ends).toMatchObject([{ error: { exchangeCode: -2035 } }]);
  expect(other.ends[0]?.isFatal).toBeUndefined();
  openAccount(world, "SAME-ACCOUNT");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("an account whose subscribe was never answered takes another connection", async () => {
  const world = await live();
  const other = openAccount(world, "B");
  await world.clock.advance(10 * SECOND + 500);
  expect(other.ends).toMatchObject([{ error: { code: "TIMEOUT" } }]);
  expect(world.asked("ping")).toHaveLength(1);
  world.answer("ping", { result: {} });
  openAccount(world, "B");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("an account whose subscribe met an internal error takes another connection", async () => {
  const world = await live();
  openAccount(world, "B");
  await world.settle();
  world.answer("subscribe", { status: 500, error: { code: -1007, msg: "Unknown." } });
  await world.settle();
  openAccount(world, "B");
  await world.settle();
  expect(world.transport.sockets).toHaveLength(2);
});

test("a frame that nobody can read is told to everybody", async () => {
  const world = await live();
  const other = openAccount(world, "B");
  world.socket(0).handlers.message("{");
  expect(world.told.at(-1)).toBe("rejected not JSON");
  expect(other.told).toEqual(["rejected not JSON"]);
});
