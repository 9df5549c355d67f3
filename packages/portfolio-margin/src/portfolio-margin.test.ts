import { describe, expect, test } from "vitest";
import { portfolioMargin, portfolioMarginPro } from "./index.ts";

test("pro lives on the USD-M listen key and its pool", () => {
  expect(portfolioMarginPro.listenKey.keySpace).toBe("umfutures");
  expect(portfolioMarginPro.pools.rest.id).toBe("fapi");
  expect(portfolioMargin.listenKey.keySpace).not.toBe("umfutures");
});

test("only portfolio margin promises an order of events", () => {
  expect(portfolioMargin.events.ordered).toBe(true);
  expect(portfolioMarginPro.events.ordered).toBe(false);
});

describe.each([
  { product: portfolioMargin, call: "/papi/v1/listenKey", renewBy: "create", socket: "/pm/ws" },
  {
    product: portfolioMarginPro,
    call: "/fapi/v1/listenKey",
    renewBy: "keepalive",
    socket: "/pm-classic/ws",
  },
])("$product.id", ({ product, call, renewBy, socket }) => {
  const { socketForms, ...rules } = product.listenKey;

  /** What each way to open the stream names. */
  const opened = (key: string) =>
    socketForms.map(
      (form) =>
        "url" in form && form.url(product.environments.live.stream, key, product.events.names),
    );

  test("there is one way to open the stream, on a path of its own", () => {
    const url = `wss://fstream.binance.com${socket}`;
    expect(opened("pqia91ma19a5s61c")).toEqual([`${url}/pqia91ma19a5s61c`]);
    expect(opened("a/b?c")).toEqual([`${url}/a%2Fb%3Fc`]);
  });

  test("the calls name no listen key, and renewals use the one whose answer does", () => {
    expect([rules.create, rules.keepalive, rules.revoke]).toEqual([
      { method: "POST", path: call, weight: 1 },
      { method: "PUT", path: call, weight: 1 },
      { method: "DELETE", path: call, weight: 1 },
    ]);
    expect(rules.renewBy).toBe(renewBy);
  });

  test("it is plain data but for the ways to open a socket", () => {
    const plain = { ...product, listenKey: rules };
    expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
  });

  test("no event is named twice", () => {
    const { names } = product.events;
    expect([...new Set(names)]).toEqual(names);
  });

  test("the server is taken to ping every three minutes and wait ten for the pong", () => {
    expect(product.heartbeat).toEqual({ pingEveryMs: 180_000, pongWithinMs: 600_000 });
  });
});
