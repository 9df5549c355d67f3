import { describe, expect, test } from "vitest";
import { margin } from "./index.ts";

test("cross margin names the listen key on keepalive and revoke", () => {
  const { create, keepalive, revoke } = margin.cross.listenKey;
  expect([create, keepalive, revoke]).toEqual([
    { method: "POST", path: "/sapi/v1/userDataStream", weight: 1 },
    { method: "PUT", path: "/sapi/v1/userDataStream", weight: 1, keyParam: "listenKey" },
    { method: "DELETE", path: "/sapi/v1/userDataStream", weight: 1, keyParam: "listenKey" },
  ]);
});

test("isolated margin sends its pair with every call", () => {
  const { create, keepalive, revoke } = margin.isolated("BTCUSDT").listenKey;
  const same = { path: "/sapi/v1/userDataStream/isolated", weight: 1 };
  const params = { symbol: "BTCUSDT" };
  expect([create, keepalive, revoke]).toEqual([
    { method: "POST", ...same, params },
    { method: "PUT", ...same, params, keyParam: "listenKey" },
    { method: "DELETE", ...same, params, keyParam: "listenKey" },
  ]);
});

test("every isolated pair has an id and a key space of its own", () => {
  const pairs = ["BTCUSDT", "ETHUSDT"].map((symbol) => margin.isolated(symbol));
  expect(pairs.map(({ id }) => id)).toEqual(["margin-isolated-BTCUSDT", "margin-isolated-ETHUSDT"]);
  const spaces = [...pairs, margin.cross, margin.risk].map(({ listenKey }) => listenKey.keySpace);
  expect(new Set(spaces).size).toBe(4);
});

test.each([[""], [" BTCUSDT"], ["BTCUSDT\n"], [undefined], [42]])(
  "an isolated pair that is no symbol is refused at the call: %j",
  (symbol) => {
    expect(() => margin.isolated(symbol as string)).toThrow(
      expect.objectContaining({ code: "CONFIGURATION" }),
    );
  },
);

test("the risk stream's DELETE takes no parameter and weighs 3,000", () => {
  const { create, keepalive, revoke } = margin.risk.listenKey;
  expect([create, keepalive, revoke]).toEqual([
    { method: "POST", path: "/sapi/v1/margin/listen-key", weight: 1 },
    { method: "PUT", path: "/sapi/v1/margin/listen-key", weight: 1, keyParam: "listenKey" },
    { method: "DELETE", path: "/sapi/v1/margin/listen-key", weight: 3_000 },
  ]);
  expect(margin.risk.listenKey.retired).toEqual({});
});

test("listen tokens are asked for per account", () => {
  const create = { method: "POST", path: "/sapi/v1/userListenToken", weight: 1 };
  expect(margin.cross.listenToken.create).toEqual(create);
  expect(margin.isolated("BTCUSDT").listenToken.create).toEqual({
    ...create,
    params: { isIsolated: "true", symbol: "BTCUSDT" },
  });
});

test("tokens are subscribed with on the WebSocket API, out of its own pool, until a day has passed", () => {
  for (const product of [margin.cross, margin.isolated("BTCUSDT")]) {
    expect(product.listenToken).toMatchObject({
      subscribeMethod: "userDataStream.subscribe.listenToken",
      weight: 2,
      lifetimeMs: 86_400_000,
    });
    expect(product.pools.wsApi).toEqual({ id: "api", scope: "ip", weightPerMinute: 6_000 });
    expect(Object.values(product.environments).map(({ wsApi }) => wsApi)).toEqual([
      "wss://ws-api.binance.com:443/ws-api/v3",
    ]);
  }
});

test("trade-stream keys are retired on every name of the host, and the successor is the token", () => {
  const { rest, aliases = [] } = margin.cross.environments.live;
  const hosts = [rest, ...aliases].map((url) => new URL(url).hostname);
  for (const { listenKey, listenToken } of [margin.cross, margin.isolated("BTCUSDT")]) {
    expect(listenKey.retired).toEqual(
      Object.fromEntries(hosts.map((host) => [host, "2026-02-20"])),
    );
    expect(listenKey.successor).toContain(listenToken.create.path);
    expect(listenKey.successor).toContain(listenToken.subscribeMethod);
  }
});

describe.each([
  { product: margin.cross, url: "wss://stream.binance.com:9443/ws/T3ee%2F22" },
  { product: margin.isolated("BTCUSDT"), url: "wss://stream.binance.com:9443/ws/T3ee%2F22" },
  { product: margin.risk, url: "wss://margin-stream.binance.com/ws/T3ee%2F22" },
])("$product.id", ({ product, url }) => {
  const { socketForms, ...rules } = product.listenKey;

  test("the socket URL is the documented one, and a key cannot break out of it", () => {
    const { stream } = product.environments.live;
    const urls = socketForms.map((form) =>
      "url" in form ? form.url(stream, "T3ee/22", []) : form.path,
    );
    expect(urls).toEqual([url]);
  });

  test("renewals use the keepalive, which names the key", () => {
    expect(rules.renewBy).toBe("keepalive");
  });

  test("its calls count per account, inside the pool of the IP address", () => {
    expect(product.pools.rest).toMatchObject({ scope: "account", within: { scope: "ip" } });
  });

  test("it is plain data but for the socket URL", () => {
    const plain = { ...product, listenKey: rules };
    expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
  });

  test("no event is named twice", () => {
    const { names } = product.events;
    expect([...new Set(names)]).toEqual(names);
  });
});
