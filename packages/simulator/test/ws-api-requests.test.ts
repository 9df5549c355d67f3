import { expect, test } from "vitest";
import { API, apiBench } from "./ws-api-client.ts";

test("ping and time are answered at once, under the id they came with", async () => {
  const { connect, clock } = apiBench();
  const client = await connect();
  const usage = {
    rateLimitType: "REQUEST_WEIGHT",
    interval: "MINUTE",
    intervalNum: 1,
    limit: 6000,
  };
  expect(await client.raw('{"id":"a-1_Z","method":"ping"}')).toEqual([
    { id: "a-1_Z", status: 200, result: {}, rateLimits: [{ ...usage, count: 3 }] },
  ]);
  expect(await client.raw('{"id":7,"method":"v3/time","params":{}}')).toEqual([
    {
      id: 7,
      status: 200,
      result: { serverTime: clock.now() },
      rateLimits: [{ ...usage, count: 4 }],
    },
  ]);
  expect(await client.raw('{"method":"ping"}')).toMatchObject([{ id: null, status: 200 }]);
});

test("answers come in the order of the requests", async () => {
  const { connect, signed, clock } = apiBench();
  const client = await connect();
  client.post("userDataStream.subscribe.signature", signed());
  client.post("time");
  client.post("userDataStream.unsubscribe");
  client.post("ping");
  await clock.settle();
  expect(client.frames.map(({ id, event }) => id ?? event?.["e"])).toEqual([
    1,
    2,
    3,
    "eventStreamTerminated",
    4,
  ]);
});

test("what has been used is told unless the URL or the request says no", async () => {
  const { connect } = apiBench();
  const silent = await connect({ url: `${API}?returnRateLimits=false` });
  expect((await silent.ask("ping"))?.rateLimits).toBeUndefined();
  expect((await silent.ask("ping", { returnRateLimits: true }))?.rateLimits).toHaveLength(1);
  expect((await silent.ask("session.status"))?.result).toMatchObject({ returnRateLimits: false });
  const telling = await connect();
  expect((await telling.ask("ping", { returnRateLimits: false }))?.rateLimits).toBeUndefined();
});

test.each([
  ["userDataStream.start", { apiKey: "x" }],
  ["userDataStream.ping", { listenKey: "x" }],
  ["userDataStream.stop", { listenKey: "x" }],
  ["toString", {}],
])("%s is an unknown method", async (method, params) => {
  const { connect, exchange } = apiBench();
  const client = await connect();
  expect(await client.ask(method, params)).toMatchObject({ status: 400, error: { code: -1135 } });
  expect(exchange.log.of("wsRequest")).toMatchObject([{ method: "?", status: 400, code: -1135 }]);
});

test.each([
  ["{"],
  ["[]"],
  ["null"],
  ['{"id":1.5,"method":"ping"}'],
  ['{"id":"with blank","method":"ping"}'],
  ['{"id":1}'],
  ['{"id":1,"method":"ping","params":[]}'],
])("%s is no request; the third of its kind closes the socket", async (text) => {
  const { connect } = apiBench();
  const client = await connect();
  const refusal = { id: null, status: 400, error: { code: -1135 } };
  expect(await client.raw(text)).toMatchObject([refusal]);
  expect(await client.raw(text)).toMatchObject([refusal]);
  expect(client.ended).toBeUndefined();
  expect(await client.raw(text)).toMatchObject([refusal]);
  expect(client.ended).toMatchObject({ code: 1008 });
});

test.each([
  [
    { symbol: "BTCUSDT" },
    "Not all sent parameters were read; read '0' parameter(s) but was sent '1'.",
  ],
  [
    { returnRateLimits: true, a: 1, b: 2 },
    "Not all sent parameters were read; read '1' parameter(s) but was sent '3'.",
  ],
])("parameters that nobody reads are refused: %j", async (params, msg) => {
  const { connect } = apiBench();
  const client = await connect();
  expect((await client.ask("ping", params))?.error).toEqual({ code: -1104, msg });
});

test("requests and handshakes weigh on the pool of the REST API, per IP address", async () => {
  const { connect, exchange, account } = apiBench();
  const client = await connect({ ip: "192.0.2.1" });
  await client.ask("session.status");
  const other = await connect({ ip: "192.0.2.2" });
  expect((await other.ask("ping"))?.rateLimits?.[0]?.count).toBe(3);
  const answer = await exchange.transport({ ip: "192.0.2.1", latencyMs: 0 }).send({
    method: "POST",
    url: "https://api.compatible.example/api/v3/userDataStream",
    headers: { "x-mbx-apikey": account.apiKeys[0] ?? "" },
    signal: new AbortController().signal,
  });
  expect(answer.headers["x-mbx-used-weight-1m"]).toBe("6");
});

test("over the limit requests are refused, then banned, and told until when", async () => {
  const limits = { weightPerMinute: { api: 4 }, toleratedOverruns: 1 };
  const { connect, clock } = apiBench({ limits });
  const client = await connect();
  await client.ask("session.status");
  const serverTime = clock.now();
  const limited = await client.ask("ping");
  expect(limited).toMatchObject({
    status: 429,
    error: { code: -1003, data: { serverTime, retryAfter: serverTime + 60_000 } },
  });
  const banned = await client.ask("ping");
  const until = serverTime + 120_000;
  expect(banned).toMatchObject({
    status: 418,
    error: { code: -1003, data: { serverTime, retryAfter: until } },
  });
  expect(banned?.error?.msg).toContain(`IP banned until ${until}`);
  const refused = await connect();
  expect(refused.ended).toEqual({ code: 1006, status: 418 });
  await clock.advance(120_000);
  expect(await client.ask("ping")).toMatchObject({ status: 200 });
});

test("300 handshakes in five minutes are welcome from one IP address, whatever came of them", async () => {
  const { connect, clock } = apiBench({ limits: { dialsPer5Minutes: 3 } });
  await (await connect()).close();
  await connect({ url: `${API}?timeUnit=DAYS` });
  await connect();
  const fourth = await connect();
  expect(fourth.ended).toEqual({ code: 1006, status: 429 });
  expect((await connect({ ip: "192.0.2.8" })).ended).toBeUndefined();
  await clock.advance(300_000);
  expect((await connect()).ended).toBeUndefined();
});

test.each([["MICROSECOND"], ["microsecond"]])(
  "with timeUnit=%s times have microseconds, in answers and in events",
  async (timeUnit) => {
    const { connect, signed, clock, account, exchange } = apiBench();
    const client = await connect({ url: `${API}?timeUnit=${timeUnit}` });
    const now = clock.now() * 1000;
    expect((await client.ask("time"))?.result).toEqual({ serverTime: now });
    expect((await client.ask("session.status"))?.result).toMatchObject({
      serverTime: now,
      connectedSince: now,
    });
    await client.ask("userDataStream.subscribe.signature", signed());
    account.emit("spot", { e: "executionReport", T: 5, O: -1, u: 7, t: 9 });
    account.emit("spot", { e: "outboundAccountPosition", E: 6, u: 5, B: [] });
    exchange.announceShutdown();
    await clock.settle();
    expect(client.events.map(({ event }) => event)).toEqual([
      { e: "executionReport", E: now, T: 5000, O: -1, u: 7, t: 9 },
      { e: "outboundAccountPosition", E: 6000, u: 5000, B: [] },
      { e: "serverShutdown", E: now },
    ]);
  },
);

test.each([["SECOND"], ["Microsecond"], [""]])(
  "timeUnit=%s refuses the handshake",
  async (timeUnit) => {
    const { connect } = apiBench();
    const client = await connect({ url: `${API}?timeUnit=${timeUnit}` });
    expect(client.ended).toEqual({ code: 1006, status: 400 });
  },
);

test.each([
  ["wss://ws-api.binance.com:9443/ws-api/v3"],
  ["wss://ws-api.testnet.binance.vision/ws-api/v3"],
  ["wss://demo-ws-api.binance.com/ws-api/v3"],
  ["wss://stream.compatible.example/ws-api/v3"],
])("it is at %s", async (url) => {
  const { connect } = apiBench();
  expect(await (await connect({ url })).ask("ping")).toMatchObject({ status: 200 });
});

test.each([
  ["wss://ws-api.binance.com/ws-api/v3/x", 404],
  ["wss://ws-api.binance.com/ws/x", 404],
  ["wss://stream.binance.com/ws-api/v3", 404],
])("it is not at %s", async (url, status) => {
  const { connect } = apiBench();
  expect((await connect({ url })).ended).toEqual({ code: 1006, status });
});
