import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { apiBench, type ApiBench, type ApiFrame } from "./ws-api-client.ts";

const DAY = 86_400_000;
const SUBSCRIBE = "userDataStream.subscribe.listenToken";
const EVENT = { e: "executionReport", E: 1 } as const;

interface Ask {
  readonly query?: string;
  readonly form?: string;
  readonly apiKey?: string;
  readonly host?: string;
  readonly method?: "POST" | "PUT";
}

/** Asks for a token, and returns the status and the body. */
async function post(
  { exchange, credentials }: ApiBench,
  { query = "", form, apiKey = credentials.apiKey, host = "api.binance.com", method = "POST" }: Ask,
): Promise<{ readonly status: number; readonly code?: number; readonly expirationTime?: number }> {
  const formType = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await exchange.transport({ latencyMs: 0 }).send({
    method,
    url: `https://${host}/sapi/v1/userListenToken?${query}`,
    headers: { "x-mbx-apikey": apiKey, ...(form !== undefined && formType) },
    ...(form !== undefined && { body: form }),
    signal: new AbortController().signal,
  });
  if (answer.body.startsWith("<")) return { status: answer.status };
  return { status: answer.status, ...(JSON.parse(answer.body) as object) };
}

/** A bench with a client that is subscribed with a token of some validity. */
async function subscribed(
  dialect: NonNullable<Parameters<typeof apiBench>[0]>["dialect"] = {},
  validity = 60_000,
): Promise<
  ApiBench & {
    readonly client: Awaited<ReturnType<ApiBench["connect"]>>;
    readonly renew: () => Promise<ApiFrame | undefined>;
  }
> {
  const bench = apiBench({ dialect });
  const client = await bench.connect();
  const renew = async (): Promise<ApiFrame | undefined> => {
    const { token } = await bench.token(`validity=${validity}`);
    return client.ask(SUBSCRIBE, { listenToken: token });
  };
  await renew();
  return { ...bench, client, renew };
}

test("a token lives for a day, or as long as is asked, and cannot go into a URL as it is", async () => {
  const bench = apiBench();
  const now = bench.clock.now();
  const { token, expirationTime } = await bench.token();
  expect(token).toMatch(/^[A-Za-z0-9]+\+[A-Za-z0-9]+$/);
  expect(expirationTime).toBe(now + DAY);
  expect((await bench.token("validity=1000")).expirationTime).toBe(now + 1000);
  expect((await bench.token()).token).not.toBe(token);
  expect(await post(bench, { form: "validity=5" })).toMatchObject({ expirationTime: now + 5 });
  await bench.clock.advance(5);
  expect(bench.exchange.log.of("tokenCreated")).toMatchObject([
    { token: 1, account: "alice", product: "margin-cross", expiresAt: now + DAY },
    { token: 2 },
    { token: 3 },
    { token: 4 },
  ]);
  expect(bench.exchange.log.of("tokenExpired")).toMatchObject([{ token: 4, at: now + 5 }]);
  expect(bench.exchange.log.of("request")).toMatchObject(
    Array(4).fill({ call: "token", product: "margin-cross", did: "tokenCreated" }),
  );
});

test.each([
  ["validity=86400001", { status: 400, code: -1130 }],
  ["validity=0", { status: 400, code: -1130 }],
  ["validity=x", { status: 400, code: -1130 }],
  ["isIsolated=true", { status: 400, code: -1102 }],
  ["isIsolated=TRUE&symbol=", { status: 400, code: -1102 }],
  ["isIsolated=true&symbol=BTCUSDT", { status: 200 }],
  ["isIsolated=false", { status: 200 }],
  ["timestamp=1&recvWindow=5000", { status: 200 }],
])("asked with %s", async (query, expected) => {
  expect(await post(apiBench(), { query })).toMatchObject(expected);
});

test("only POST hands out tokens, to API keys that may have one, where there is margin", async () => {
  const bench = apiBench();
  expect(await post(bench, { apiKey: "short" })).toMatchObject({ status: 401, code: -2014 });
  expect(await post(bench, { apiKey: "x".repeat(64) })).toMatchObject({ status: 401, code: -2015 });
  expect(await post(bench, { method: "PUT" })).toEqual({ status: 404 });
  expect(await post(bench, { host: "testnet.binance.vision" })).toEqual({ status: 404 });
  expect(await post(bench, { host: "api.compatible.example" })).toMatchObject({ status: 200 });
});

test("a signature is not needed, but checked if it is there", async () => {
  const bench = apiBench();
  const { secret } = bench.credentials;
  const signed = (payload: string): string =>
    createHmac("sha256", secret).update(payload).digest("hex");
  const query = `timestamp=${bench.clock.now()}`;
  const form = "validity=1000";
  const good = `signature=${signed(query + form)}`;
  expect(await post(bench, { query: `${query}&${good}`, form })).toMatchObject({ status: 200 });
  expect(await post(bench, { query, form: `${form}&${good}` })).toMatchObject({ status: 200 });
  const bad = `${query}&signature=${signed(query)}`;
  expect(await post(bench, { query: bad, form })).toMatchObject({ status: 400, code: -1022 });
  const stale = `timestamp=${bench.clock.now() - 6000}`;
  const late = `${stale}&signature=${signed(stale)}`;
  expect(await post(bench, { query: late })).toMatchObject({ status: 400, code: -1021 });
  expect(await post(bench, { query: "signature=x" })).toMatchObject({ status: 400, code: -1102 });
});

test("the dialect may require a signature", async () => {
  const bench = apiBench({ dialect: { listenTokenSignature: "required" } });
  expect(await post(bench, {})).toMatchObject({ status: 400, code: -1102 });
  const query = `timestamp=${bench.clock.now()}`;
  const signature = createHmac("sha256", bench.credentials.secret).update(query).digest("hex");
  const signed = `${query}&signature=${signature}`;
  expect(await post(bench, { query: signed })).toMatchObject({ status: 200 });
});

test("each margin account has tokens of its own, and all may be heard on one socket", async () => {
  const { token, connect, account, exchange, clock } = apiBench();
  const products = ["margin-cross", "margin-isolated-BTCUSDT", "margin-isolated-ETHUSDT"] as const;
  const queries = ["", "isIsolated=true&symbol=BTCUSDT", "isIsolated=true&symbol=ETHUSDT"];
  const client = await connect();
  for (const query of queries) {
    const { token: listenToken, expirationTime } = await token(query);
    const answer = await client.ask(SUBSCRIBE, { listenToken });
    expect(answer?.result).toMatchObject({ expirationTime: expirationTime * 1000 });
  }
  for (const product of products.toReversed()) account.emit(product, EVENT);
  account.emit("spot", EVENT);
  await clock.settle();
  expect(client.events.map(({ subscriptionId }) => subscriptionId)).toEqual([2, 1, 0]);
  expect(exchange.log.of("subscribed")).toMatchObject(
    products.map((product, index) => ({ product, by: "token", token: index + 1 })),
  );
  expect(exchange.log.of("wsRequest")).toMatchObject(
    products.map((product) => ({ product, account: "alice", status: 200 })),
  );
});

test("a token works on any socket until it expires, and on no other environment", async () => {
  const { token, connect, clock } = apiBench();
  const { token: listenToken } = await token("validity=1000");
  const open = async (url?: string): Promise<ApiFrame | undefined> => {
    const client = await connect({ ...(url !== undefined && { url }) });
    return client.ask(SUBSCRIBE, { listenToken });
  };
  const invalid = { status: 400, error: { code: -1209 } };
  expect(await open()).toMatchObject({ status: 200 });
  expect(await open()).toMatchObject({ status: 200 });
  expect(await open("wss://ws-api.testnet.binance.vision/ws-api/v3")).toMatchObject(invalid);
  clock.jump(1000);
  expect(await open()).toMatchObject(invalid);
  const client = await connect();
  expect(await client.ask(SUBSCRIBE, { listenToken: "x" })).toMatchObject(invalid);
  expect(await client.ask(SUBSCRIBE, {})).toMatchObject({ error: { code: -1102 } });
  expect(await client.ask(SUBSCRIBE, { listenToken: "x", apiKey: "y" })).toMatchObject({
    error: { code: -1104 },
  });
});

test("a subscription ends with its token, and its socket stays open", async () => {
  const { client, clock, account, exchange } = await subscribed();
  await clock.advance(59_999);
  expect(client.events).toEqual([]);
  await clock.advance(1);
  const E = clock.now();
  expect(client.events).toEqual([{ subscriptionId: 0, event: { e: "eventStreamTerminated", E } }]);
  account.emit("margin-cross", EVENT);
  await clock.settle();
  expect(client.events).toHaveLength(1);
  expect(await client.ask("ping")).toMatchObject({ status: 200 });
  expect(exchange.log.of("unsubscribed")).toMatchObject([{ by: "time", at: E }]);
});

test("a token's end is noticed when the wall clock has jumped past it, too", async () => {
  const { client, clock, account } = await subscribed();
  clock.jump(60_000);
  account.emit("margin-cross", EVENT);
  await clock.settle();
  expect(client.events).toMatchObject([{ event: { e: "eventStreamTerminated" } }]);
});

test("another token before the end extends the subscription", async () => {
  const { client, clock, renew, account, exchange } = await subscribed();
  await clock.advance(30_000);
  const expirationTime = (clock.now() + 60_000) * 1000;
  expect((await renew())?.result).toEqual({ subscriptionId: 0, expirationTime });
  await clock.advance(59_999);
  account.emit("margin-cross", EVENT);
  await clock.settle();
  expect(client.events).toMatchObject([{ subscriptionId: 0, event: EVENT }]);
  expect((await client.ask("session.subscriptions"))?.result).toEqual([
    { subscriptionId: 0, expirationTime },
  ]);
  await clock.advance(1);
  expect(client.events.at(-1)).toMatchObject({ event: { e: "eventStreamTerminated" } });
  expect(exchange.log.of("subscriptionExtended")).toMatchObject([
    { subscription: 0, token: 2, expiresAt: expirationTime / 1000 },
  ]);
});

test("in one dialect the subscription goes on under a new id", async () => {
  const { client, clock, renew, account, exchange } = await subscribed({ tokenRenewal: "newId" });
  await clock.advance(30_000);
  expect((await renew())?.result).toMatchObject({ subscriptionId: 1 });
  account.emit("margin-cross", EVENT);
  await clock.advance(59_999);
  expect(client.events).toMatchObject([{ subscriptionId: 1, event: EVENT }]);
  await clock.advance(1);
  expect(client.events.slice(1)).toMatchObject([
    { subscriptionId: 1, event: { e: "eventStreamTerminated" } },
  ]);
  expect(exchange.log.of("unsubscribed")).toMatchObject([
    { subscription: 0, by: "renewal" },
    { subscription: 1, by: "time" },
  ]);
});

test("in one dialect it is refused, and the subscription ends with its old token", async () => {
  const { client, clock, renew } = await subscribed({ tokenRenewal: "active" });
  await clock.advance(30_000);
  expect(await renew()).toMatchObject({ status: 400, error: { code: -2035 } });
  await clock.advance(30_000);
  expect(client.events).toMatchObject([
    { subscriptionId: 0, event: { e: "eventStreamTerminated" } },
  ]);
  expect((await renew())?.result).toMatchObject({ subscriptionId: 1 });
});

test("expiry may be told in milliseconds", async () => {
  const { client, clock } = await subscribed({ tokenExpiryUnit: "milliseconds" });
  expect(client.answer(1)?.result).toEqual({
    subscriptionId: 0,
    expirationTime: clock.now() + 60_000,
  });
});

test("no token and no API key is in the log", async () => {
  const { exchange, credentials, token, client } = await subscribed();
  const { token: listenToken } = await token();
  await client.ask(SUBSCRIBE, { listenToken });
  await client.ask(`userDataStream.${listenToken}`, {});
  const log = JSON.stringify(exchange.log.records);
  expect(log).toContain("tokenCreated");
  for (const secret of [listenToken, credentials.apiKey, credentials.secret]) {
    expect(log).not.toContain(secret);
  }
});
