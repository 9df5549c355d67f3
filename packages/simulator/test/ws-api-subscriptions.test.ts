import { expect, test } from "vitest";
import { apiBench, hmacOf, type ApiBench, type ApiClient } from "./ws-api-client.ts";

const EVENT = { e: "executionReport", E: 1, i: 2n ** 60n } as const;
const TEXT = '{"e":"executionReport","E":1,"i":1152921504606846976}';
const SUBSCRIBE = "userDataStream.subscribe.signature";

/** Subscribes to the accounts of the bench's exchange, which it makes if there are too few. */
async function subscribeMany(bench: ApiBench, client: ApiClient, count: number): Promise<void> {
  const { exchange, signed, clock } = bench;
  while (exchange.accounts.length < count) exchange.createAccount();
  for (const account of exchange.accounts.slice(0, count)) {
    const { apiKey, secret } = account.credentials();
    client.post(SUBSCRIBE, signed({}, { apiKey, sign: hmacOf(secret) }));
  }
  await clock.settle();
}

test("a signed subscription is acknowledged, and hears every event in its envelope", async () => {
  const { connect, signed, account, exchange, clock } = apiBench();
  const client = await connect();
  const answer = await client.ask(SUBSCRIBE, signed());
  expect(answer).toMatchObject({ status: 200, result: { subscriptionId: 0 } });
  const event = account.emit("spot", EVENT);
  await clock.settle();
  expect(client.texts.at(-1)).toBe(`{"subscriptionId":0,"event":${TEXT}}`);
  const named = { socket: 1, subscription: 0 };
  expect(exchange.log.of("subscribed")).toEqual([
    {
      kind: "subscribed",
      at: clock.now(),
      ...named,
      account: "alice",
      product: "spot",
      by: "signature",
    },
  ]);
  expect(exchange.log.of("eventSent")).toMatchObject([{ ...named, event }]);
  expect(exchange.log.of("wsRequest")).toMatchObject([
    {
      method: SUBSCRIBE,
      call: "subscribe",
      account: "alice",
      apiKey: 0,
      subscription: 0,
      status: 200,
    },
  ]);
  expect(exchange.sockets[0]?.accounts).toEqual(["alice"]);
});

test("events of other products and other accounts are not heard", async () => {
  const { connect, signed, account, exchange, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  account.emit("margin-cross", EVENT);
  account.emit("margin-isolated-BTCUSDT", EVENT);
  account.emit("umfutures", EVENT);
  exchange.createAccount().emit("spot", EVENT);
  await clock.settle();
  expect(client.events).toEqual([]);
});

test("several sockets on one account hear every event, and listen-key sockets hear it too", async () => {
  const { connect, signed, account, exchange, clock } = apiBench();
  const clients = [await connect(), await connect()];
  for (const client of clients) await client.ask(SUBSCRIBE, signed());
  const key = account.keys("spot").create();
  const listener = await connect({ url: `wss://stream.binance.com/ws/${key}` });
  account.emit("spot", EVENT);
  await clock.settle();
  for (const client of clients) {
    expect(client.texts.at(-1)).toBe(`{"subscriptionId":0,"event":${TEXT}}`);
  }
  expect(listener.texts).toEqual([TEXT]);
  expect(exchange.log.of("eventSent")).toHaveLength(3);
});

test("sockets may see different event times", async () => {
  const { connect, signed, account, clock } = apiBench({ dialect: { eventTime: "different" } });
  const clients = [await connect(), await connect()];
  for (const client of clients) await client.ask(SUBSCRIBE, signed());
  account.emit("spot", EVENT);
  await clock.settle();
  expect(clients.map(({ events }) => events[0]?.event?.["E"])).toEqual([1, 2]);
});

test("what an account trades is heard", async () => {
  const { connect, signed, account, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  account.trade({ product: "spot", perMinute: 0 }).step();
  await clock.settle();
  expect(client.events.length).toBeGreaterThan(0);
  expect(client.events[0]).toMatchObject({ subscriptionId: 0 });
});

test("one account has one subscription on a socket, and may have one again afterwards", async () => {
  const { connect, signed, account, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({
    status: 400,
    error: { code: -2035, msg: "User Data Stream subscription already active." },
  });
  const unsubscribed = await client.ask("userDataStream.unsubscribe", { subscriptionId: 0 });
  expect(unsubscribed).toMatchObject({ status: 200, result: {} });
  expect((await client.ask(SUBSCRIBE, signed()))?.result).toEqual({ subscriptionId: 1 });
  account.emit("spot", EVENT);
  await clock.settle();
  expect(client.events).toMatchObject([
    { subscriptionId: 0, event: { e: "eventStreamTerminated" } },
    { subscriptionId: 1, event: { e: "executionReport" } },
  ]);
});

test("many accounts share a socket, and are told apart by their ids", async () => {
  const bench = apiBench();
  const client = await bench.connect();
  await subscribeMany(bench, client, 3);
  expect((await client.ask("session.subscriptions"))?.result).toEqual([
    { subscriptionId: 0 },
    { subscriptionId: 1 },
    { subscriptionId: 2 },
  ]);
  bench.exchange.accounts[2]?.emit("spot", EVENT);
  await bench.clock.settle();
  expect(client.events).toMatchObject([{ subscriptionId: 2 }]);
  expect(bench.exchange.sockets[0]?.accounts).toEqual(["alice", "account-2", "account-3"]);
});

test("unsubscribing one ends that one; without an id it ends all", async () => {
  const bench = apiBench();
  const client = await bench.connect();
  await subscribeMany(bench, client, 3);
  const unsubscribe = (params?: object): ReturnType<ApiClient["ask"]> =>
    client.ask("userDataStream.unsubscribe", { ...params });
  expect(await unsubscribe({ subscriptionId: 1 })).toMatchObject({ status: 200 });
  expect(await unsubscribe({ subscriptionId: 1 })).toMatchObject({
    status: 400,
    error: { code: -2036, msg: "User Data Stream subscription not active." },
  });
  expect(await unsubscribe({ subscriptionId: "x" })).toMatchObject({ error: { code: -1130 } });
  expect(client.events).toMatchObject([{ subscriptionId: 1 }]);
  expect(await unsubscribe()).toMatchObject({ status: 200, result: {} });
  expect(client.events.slice(1)).toMatchObject([
    { subscriptionId: 0, event: { e: "eventStreamTerminated" } },
    { subscriptionId: 2, event: { e: "eventStreamTerminated" } },
  ]);
  expect(await unsubscribe()).toMatchObject({ error: { code: -2036 } });
  expect(bench.exchange.log.of("unsubscribed").map(({ by }) => by)).toEqual(
    Array(3).fill("request"),
  );
});

test("a socket has 1,000 subscriptions at most", async () => {
  const bench = apiBench();
  const client = await bench.connect();
  await subscribeMany(bench, client, 1001);
  const refused = client.frames.filter(({ error }) => error !== undefined);
  expect(refused).toMatchObject([{ status: 400, error: { code: -1191 } }]);
  expect((await client.ask("session.subscriptions"))?.result).toHaveLength(1000);
});

test("a subscription of a socket that has ended is over", async () => {
  const { connect, signed, account, exchange, clock } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  await client.close();
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ subscription: 0, by: "socket" }]);
  account.emit("spot", EVENT);
  await clock.settle();
  expect(exchange.log.of("eventSent")).toEqual([]);
  const again = await connect();
  expect((await again.ask(SUBSCRIBE, signed()))?.result).toEqual({ subscriptionId: 0 });
});

test("the test itself can end a subscription out of the blue", async () => {
  const { connect, signed, account, clock, exchange } = apiBench();
  const client = await connect();
  await client.ask(SUBSCRIBE, signed());
  account.endSubscriptions("spot");
  await clock.settle();
  expect(client.events).toMatchObject([
    { subscriptionId: 0, event: { e: "eventStreamTerminated" } },
  ]);
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ by: "hand" }]);
  expect(exchange.log.of("eventProduced")).toMatchObject([
    { name: "eventStreamTerminated", account: "alice", product: "spot" },
  ]);
});

test("a server that goes away says so in the envelope of events, without a subscription", async () => {
  const { connect, exchange, clock } = apiBench();
  const client = await connect();
  exchange.announceShutdown({ cutAfterMs: 1000 });
  await clock.settle();
  expect(client.texts).toEqual([`{"event":{"e":"serverShutdown","E":${clock.now()}}}`]);
  await clock.advance(1000);
  expect(client.ended).toMatchObject({ code: 1006 });
});

test("events may come before the acknowledgement", async () => {
  const { connect, signed, account, clock } = apiBench({ dialect: { eventsBeforeAck: true } });
  const client = await connect();
  client.post(SUBSCRIBE, signed());
  client.post("ping");
  await clock.advance(99);
  account.emit("spot", EVENT);
  await clock.settle();
  expect(client.frames).toMatchObject([{ subscriptionId: 0 }]);
  await clock.advance(1);
  expect(client.frames.slice(1)).toMatchObject([
    { id: 1, status: 200 },
    { id: 2, status: 200 },
  ]);
});

test("a socket lives for a day", async () => {
  const { connect, clock } = apiBench({ dialect: { pings: "missing" } });
  const client = await connect();
  await clock.advance(24 * 3_600_000);
  expect(client.ended).toMatchObject({ code: 1001 });
});

test("the same seed and the same calls give the same log, signatures and tokens included", async () => {
  const live = async (): Promise<string> => {
    const bench = apiBench({ seed: 3, dialect: { eventsBeforeAck: true } });
    const client = await bench.connect();
    const { token: listenToken } = await bench.token("validity=60000");
    bench.account.trade({ product: "spot", perMinute: 600 });
    client.post(SUBSCRIBE, bench.signed());
    client.post("userDataStream.subscribe.listenToken", { listenToken });
    await bench.clock.advance(90_000);
    return JSON.stringify([bench.exchange.log.records, client.texts, listenToken]);
  };
  expect(await live()).toBe(await live());
});
