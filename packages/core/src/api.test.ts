import { expect, test } from "vitest";
import { createListenKeyApi, type ListenKeyApiOptions, type Transport } from "./index.ts";
import { scriptedTransport, virtualClock, type ScriptedAnswer } from "./testing.ts";
import { testProduct } from "./testing/test-product.ts";

const created: ScriptedAnswer = () => ({ status: 200, body: { listenKey: "KEY" } });

function setup(answer?: ScriptedAnswer, more: Partial<ListenKeyApiOptions> = {}) {
  const clock = virtualClock();
  const transport = scriptedTransport(answer);
  const api = createListenKeyApi({
    product: testProduct(),
    apiKey: "API-KEY",
    transport,
    clock,
    ...more,
  });
  const sent = () =>
    transport.requests.map(({ method, url, headers, body }) => ({ method, url, headers, body }));
  return { clock, transport, api, sent };
}

const caught = (error: unknown): unknown => error;

/** A transport that behaves as no transport should. */
function unruly(send: Transport["send"]): Transport {
  return { ...scriptedTransport(), send };
}

const namesKey = testProduct({
  facet: {
    create: { method: "POST", path: "/listenKey", weight: 1, params: { symbol: "BTCUSDT" } },
    keepalive: { method: "PUT", path: "/listenKey", weight: 1, keyParam: "listenKey" },
    revoke: {
      method: "DELETE",
      path: "/listenKey",
      weight: 1,
      keyParam: "listenKey",
      params: { symbol: "BTCUSDT" },
    },
  },
});

test("each call is one request, with the API key in a header and nothing else", async () => {
  const { api, sent } = setup(created);
  await api.create();
  await api.keepalive("KEY");
  await api.revoke("KEY");
  const url = "https://rest.test/listenKey";
  const headers = { "x-mbx-apikey": "API-KEY" };
  expect(sent()).toEqual([
    { method: "POST", url, headers },
    { method: "PUT", url, headers },
    { method: "DELETE", url, headers },
  ]);
});

test("where a call names the listen key, it does so in the form body only", async () => {
  const { api, sent } = setup(created, { product: namesKey });
  await api.create();
  await api.keepalive("a&b+c");
  await api.revoke("KEY");
  const url = "https://rest.test/listenKey";
  const headers = {
    "x-mbx-apikey": "API-KEY",
    "content-type": "application/x-www-form-urlencoded",
  };
  expect(sent()).toEqual([
    { method: "POST", url, headers, body: "symbol=BTCUSDT" },
    { method: "PUT", url, headers, body: "listenKey=a%26b%2Bc" },
    { method: "DELETE", url, headers, body: "symbol=BTCUSDT&listenKey=KEY" },
  ]);
});

test.each([
  ["testnet", "https://rest.testnet.test/listenKey"],
  [{ rest: "https://own.test" }, "https://own.test/listenKey"],
  [{ rest: "https://own.test/binance//" }, "https://own.test/binance/listenKey"],
  [{ rest: "http://127.0.0.1:8080/" }, "http://127.0.0.1:8080/listenKey"],
])("environment %j is called at %s", async (environment, url) => {
  const { api, sent } = setup(created, { environment });
  await api.create();
  expect(sent()).toMatchObject([{ url }]);
});

test("answers carry what is known of the key, and nothing else", async () => {
  const body = { listenKey: "KEY", expiration: 1_800_000_000_000, more: "fields" };
  const { api } = setup(() => ({ status: 200, body }));
  const answer = { listenKey: "KEY", expiration: 1_800_000_000_000 };
  expect(await api.create()).toEqual(answer);
  expect(await api.keepalive("KEY")).toEqual(answer);
  expect(await api.revoke("KEY")).toBeUndefined();
});

test("a keepalive may be answered without a key, a create may not", async () => {
  const { api } = setup(() => ({ status: 200, body: {} }));
  expect(await api.keepalive("KEY")).toEqual({});
  await expect(api.create()).rejects.toMatchObject({ code: "BAD_RESPONSE", status: 200 });
});

test.each(["", undefined])("the listen key %j is refused before any request", async (listenKey) => {
  const { api, transport } = setup();
  for (const call of ["keepalive", "revoke"] as const) {
    await expect(api[call](listenKey as string)).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("create()"),
    });
  }
  expect(transport.requests).toEqual([]);
});

test("a signal that has been aborted ends the call before it is sent", async () => {
  const { api, transport, clock } = setup();
  await expect(api.create({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "ABORTED",
  });
  expect(transport.requests).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test("a signal ends the call while it waits, and the request with it", async () => {
  const { api, transport, clock } = setup();
  const controller = new AbortController();
  const answer = api.revoke("KEY", { signal: controller.signal });
  await clock.settle();
  expect(transport.waiting).toHaveLength(1);
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: "ABORTED" });
  expect(transport.requests[0]?.signal.aborted).toBe(true);
  expect(clock.pendingTimers).toBe(0);
});

test.each([
  [10_000, {}],
  [250, { requestTimeoutMs: 250 }],
])("no answer within %i ms is a TIMEOUT", async (ms, options) => {
  const { api, clock, transport } = setup(undefined, options);
  const outcome = api.create().catch(caught);
  await clock.advance(ms - 1);
  expect(transport.waiting).toHaveLength(1);
  await clock.advance(1);
  expect(transport.waiting).toEqual([]);
  expect(await outcome).toMatchObject({ code: "TIMEOUT" });
});

test("an answer in time leaves no timer behind", async () => {
  const { api, clock } = setup(created);
  await api.create();
  expect(clock.pendingTimers).toBe(0);
});

test("a transport that ignores its signal holds nobody up", async () => {
  const { api, clock } = setup(undefined, { transport: unruly(() => new Promise(() => {})) });
  const patient = api.create().catch(caught);
  await clock.advance(10_000);
  expect(await patient).toMatchObject({ code: "TIMEOUT" });
  const controller = new AbortController();
  const impatient = api.create(controller).catch(caught);
  controller.abort();
  expect(await impatient).toMatchObject({ code: "ABORTED" });
  expect(clock.pendingTimers).toBe(0);
});

const foreign = new TypeError("fetch failed for https://rest.test/?listenKey=KEY");

test.each<[string, Transport["send"]]>([
  ["rejects with an error of its own", () => Promise.reject(foreign)],
  [
    "throws instead of rejecting",
    () => {
      throw foreign;
    },
  ],
  ["rejects with no error at all", () => Promise.reject("KEY" as unknown as Error)],
])("a transport that %s is a NETWORK error without its words", async (_, send) => {
  const { api } = setup(undefined, { transport: unruly(send) });
  const error = await api.keepalive("KEY").catch(caught);
  expect(error).toMatchObject({ code: "NETWORK" });
  expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain("KEY");
});

test("a lost connection is a NETWORK error", async () => {
  const { api } = setup(() => "lost");
  await expect(api.create()).rejects.toMatchObject({ code: "NETWORK" });
});

test.each([
  ["https://old.test", "old.test has switched POST /listenKey off on 2026-02-20", "2026-02-20"],
  ["https://other.test", "other.test has switched POST /listenKey off;", undefined],
])("410 from %s names the successor, and the day where it is known", async (rest, words, since) => {
  const { api } = setup(() => ({ status: 410, body: "<html>Gone</html>" }), {
    environment: { rest },
  });
  const error = await api.create().catch(caught);
  expect(error).toMatchObject({ code: "RETIRED", successor: "something newer", since });
  expect((error as Error).message).toContain(words);
  expect((error as Error).message).toContain("use something newer");
});
