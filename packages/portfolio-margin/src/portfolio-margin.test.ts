import { describe, expect, test } from "vitest";
import { portfolioMargin, portfolioMarginPro } from "./index.ts";

const key = "pqia91ma19a5s61c";

test("each product has its own path on the stream host", () => {
  const { stream } = portfolioMargin.environments.live;
  expect(portfolioMargin.listenKey.socketUrl(stream, key, [])).toBe(
    "wss://fstream.binance.com/pm/ws/pqia91ma19a5s61c",
  );
  expect(portfolioMarginPro.listenKey.socketUrl(stream, key, [])).toBe(
    "wss://fstream.binance.com/pm-classic/ws/pqia91ma19a5s61c",
  );
});

test("pro lives on the USD-M listen key and its pool", () => {
  expect(portfolioMarginPro.listenKey.keySpace).toBe("umfutures");
  expect(portfolioMarginPro.pools.rest.id).toBe("fapi");
  expect(portfolioMargin.listenKey.keySpace).not.toBe("umfutures");
});

describe.each([
  { product: portfolioMargin, path: "/papi/v1/listenKey", renewBy: "create" },
  { product: portfolioMarginPro, path: "/fapi/v1/listenKey", renewBy: "keepalive" },
])("$product.id", ({ product, path, renewBy }) => {
  const { socketUrl, ...rules } = product.listenKey;

  test("the calls name no listen key, and renewals use the one whose answer does", () => {
    expect([rules.create, rules.keepalive, rules.revoke]).toEqual([
      { method: "POST", path, weight: 1 },
      { method: "PUT", path, weight: 1 },
      { method: "DELETE", path, weight: 1 },
    ]);
    expect(rules.renewBy).toBe(renewBy);
  });

  test("a key cannot break out of the socket URL", () => {
    expect(socketUrl("ws://127.0.0.1:1", "a/b?c", [])).toMatch(/\/ws\/a%2Fb%3Fc$/);
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
