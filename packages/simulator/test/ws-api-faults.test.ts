import { describe, expect, test } from "vitest";
import { fault } from "../src/index.ts";
import { apiBench } from "./ws-api-client.ts";

const SUBSCRIBE = "userDataStream.subscribe.signature";
const EVENT = { e: "executionReport", E: 1 } as const;

describe("what a fault strikes", () => {
  test("the call, the method, the account and the product of a request", async () => {
    const { connect, signed, exchange, token } = apiBench();
    const client = await connect();
    const error = fault.internalError();
    const struck = [
      exchange.faults.next({ call: "subscribe", product: "spot" }, error),
      exchange.faults.next({ method: "userDataStream.subscribe.listenToken" }, error),
      exchange.faults.next({ account: "alice", call: "subscribe" }, error),
      exchange.faults.next({ call: "unsubscribe", socket: 1, path: "/ws-api/v3" }, error),
      exchange.faults.next({ call: "time", account: "alice" }, error),
    ];
    expect(await client.ask("time")).toMatchObject({ status: 200 });
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({ status: 500 });
    const { token: listenToken } = await token();
    const subscribe = "userDataStream.subscribe.listenToken";
    expect(await client.ask(subscribe, { listenToken })).toMatchObject({ status: 500 });
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({ status: 500 });
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({ status: 200 });
    expect(await client.ask("userDataStream.unsubscribe")).toMatchObject({ status: 500 });
    expect(struck.map((one) => one.struck)).toEqual([1, 1, 1, 1, 0]);
  });

  test("the request for a token", async () => {
    const { exchange, token } = apiBench();
    exchange.faults.next({ call: "token" }, fault.reply({ status: 200, body: { token: "made" } }));
    expect(await token()).toEqual({ token: "made" });
    exchange.faults.next({ call: "create" }, fault.emptyBody());
    expect((await token()).token).toHaveLength(71);
  });
});

describe("what becomes of a request", () => {
  test("a lost request is never carried out, and takes the socket with it", async () => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.lostRequest());
    client.post("ping");
    expect(await client.ask(SUBSCRIBE, signed())).toBeUndefined();
    expect(client.ended).toMatchObject({ code: 1006 });
    expect(exchange.log.of("subscribed")).toEqual([]);
    expect(exchange.log.of("wsRequest")).toMatchObject([
      { call: "ping", fate: "answered" },
      { call: "subscribe", fate: "requestLost", fault: "lostRequest", account: "alice" },
    ]);
  });

  test("a lost reply: it was carried out, and nobody heard of it", async () => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.lostReply());
    expect(await client.ask(SUBSCRIBE, signed())).toBeUndefined();
    expect(client.ended).toMatchObject({ code: 1006 });
    expect(exchange.log.of("subscribed")).toHaveLength(1);
    expect(exchange.log.of("unsubscribed")).toMatchObject([{ by: "socket" }]);
    expect(exchange.log.of("wsRequest")).toMatchObject([
      { fate: "replyLost", status: 200, subscription: 0, fault: "lostReply" },
    ]);
  });

  test.each([
    ["beforeRequest", { answers: 0, subscribed: 0, fate: "requestLost" }],
    ["beforeReply", { answers: 0, subscribed: 1, fate: "replyLost" }],
    ["afterReply", { answers: 1, subscribed: 1, fate: "answered" }],
  ] as const)("a socket closed %s", async (when, { answers, subscribed, fate }) => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    const closing = fault.closeConnection({ when, code: 1011, reason: "Internal error" });
    exchange.faults.next({ call: "subscribe" }, closing);
    await client.ask(SUBSCRIBE, signed());
    expect(client.frames).toHaveLength(answers);
    expect(client.ended).toMatchObject({ code: 1011 });
    expect(exchange.log.of("subscribed")).toHaveLength(subscribed);
    expect(exchange.log.of("wsRequest")).toMatchObject([{ fate, fault: "close" }]);
  });

  test.each([[true], [false]])("a request hangs, carried out: %s", async (handled) => {
    const { connect, signed, exchange, account, clock } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.hang({ handled }));
    expect(await client.ask(SUBSCRIBE, signed())).toBeUndefined();
    expect(await client.ask("ping")).toMatchObject({ status: 200 });
    account.emit("spot", EVENT);
    await clock.settle();
    expect(client.events).toHaveLength(handled ? 1 : 0);
    expect(exchange.log.of("wsRequest")).toMatchObject([{ fate: "hung" }, { call: "ping" }]);
  });

  test("a hanging unsubscribe that was carried out is still told by its event", async () => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    await client.ask(SUBSCRIBE, signed());
    exchange.faults.next({ call: "unsubscribe" }, fault.hang({ handled: true }));
    expect(await client.ask("userDataStream.unsubscribe")).toBeUndefined();
    expect(client.events).toMatchObject([{ event: { e: "eventStreamTerminated" } }]);
  });

  test("a late request holds up those behind it, and its reply is later still", async () => {
    const { connect, signed, exchange, clock, account } = apiBench();
    const client = await connect();
    const late = fault.delay({ requestMs: 6000, replyMs: 500 });
    exchange.faults.next({ call: "subscribe" }, late);
    client.post(SUBSCRIBE, signed());
    client.post("ping");
    await clock.advance(5999);
    account.emit("spot", EVENT);
    await clock.settle();
    expect(client.frames).toEqual([]);
    await clock.advance(501);
    expect(client.frames).toMatchObject([
      { id: 1, status: 400, error: { code: -1021 } },
      { id: 2, status: 200 },
    ]);
    const [request] = exchange.log.of("wsRequest");
    expect(request).toMatchObject({ answeredAt: (request?.at ?? 0) + 6500 });
  });

  test("events pass a late reply", async () => {
    const { connect, signed, exchange, clock, account } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.delay({ replyMs: 500 }));
    client.post(SUBSCRIBE, signed());
    await clock.advance(100);
    account.emit("spot", EVENT);
    await clock.advance(400);
    expect(client.frames).toMatchObject([{ subscriptionId: 0 }, { id: 1, status: 200 }]);
  });

  test("a socket that ends takes with it what is late", async () => {
    const { connect, signed, exchange, clock } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.delay({ replyMs: 500 }));
    exchange.faults.next({ call: "time" }, fault.delay({ requestMs: 500 }));
    client.post(SUBSCRIBE, signed());
    client.post("time");
    await clock.settle();
    await client.close();
    await clock.advance(1000);
    expect(exchange.log.of("wsRequest")).toMatchObject([
      { call: "subscribe", fate: "replyLost" },
      { call: "time", fate: "requestLost" },
    ]);
    expect(exchange.sockets).toEqual([]);
  });

  test("the replies of a half-open socket are lost", async () => {
    const { connect, exchange, clock } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "time" }, fault.delay({ replyMs: 500 }));
    client.post("time");
    await clock.settle();
    exchange.sockets[0]?.freeze();
    expect(await client.ask("ping")).toBeUndefined();
    await clock.advance(500);
    expect(client.frames).toEqual([]);
    expect(exchange.log.of("wsRequest")).toMatchObject([{ call: "time", fate: "replyLost" }]);
  });
});

describe("what is answered instead", () => {
  const now = Date.UTC(2026, 10, 21, 12);

  test.each([
    [fault.unavailable("C"), { status: 503, error: { code: -1008 } }],
    [fault.internalError(), { status: 500, error: { code: -1001 } }],
    [fault.unauthorized(), { status: 401, error: { code: -2015 } }],
    [fault.firewall(), { status: 403, error: { code: -1000 } }],
    [fault.reply({ status: 400, body: { code: -1021, msg: "late" } }), { error: { code: -1021 } }],
    [
      fault.tooManyRequests({ retryAfter: 5 }),
      { status: 429, error: { code: -1003, data: { serverTime: now, retryAfter: now + 5000 } } },
    ],
    [
      fault.banned({ until: now + 9000 }),
      { status: 418, error: { code: -1003, data: { serverTime: now, retryAfter: now + 9000 } } },
    ],
    [fault.reply({ status: 200, body: { subscriptionId: 9 } }), { result: { subscriptionId: 9 } }],
    [fault.rotateKey(), { status: 200, result: { subscriptionId: 0 } }],
  ])("%j", async (struck, expected) => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, struck);
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject(expected);
    const wasDone = struck.kind === "rotateKey";
    expect(exchange.log.of("subscribed")).toHaveLength(wasDone ? 1 : 0);
  });

  test("without a time, a rate limit tells none", async () => {
    const { connect, exchange } = apiBench();
    const client = await connect();
    exchange.faults.next({}, fault.tooManyRequests());
    expect((await client.ask("ping"))?.error).not.toHaveProperty("data");
    expect(exchange.log.of("limited")).toMatchObject([{ pool: "api", who: "192.0.2.7" }]);
  });

  test("an error although it was done", async () => {
    const { connect, signed, exchange } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "subscribe" }, fault.backendTimeout({ handled: true }));
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({ status: 408 });
    expect(await client.ask(SUBSCRIBE, signed())).toMatchObject({ error: { code: -2035 } });
    expect(exchange.log.of("wsRequest")[0]).toMatchObject({ status: 408, subscription: 0 });
  });

  test.each([
    [fault.emptyBody(), ""],
    [fault.brokenJson(), '{"listenKey":"'],
  ])("an answer that cannot be read: %j", async (struck, text) => {
    const { connect, exchange, clock } = apiBench();
    const client = await connect();
    exchange.faults.next({ call: "ping" }, struck);
    client.post("ping");
    await clock.settle();
    expect(client.texts).toEqual([text]);
  });
});
