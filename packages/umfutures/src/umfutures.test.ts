import { describe, expect, test } from "vitest";
import { umfutures } from "./index.ts";

const { listenKey: facet, events, environments } = umfutures;
const KEY = "pqia91ma19a5s61c";

/** The URL of a form, or for one that subscribes, its path and what it subscribes to. */
function opened(name: string, key = KEY, names: readonly string[] = events.names): unknown {
  const form = facet.socketForms.find((each) => each.name === name);
  if (form === undefined) return undefined;
  return "url" in form
    ? form.url(environments.live.stream, key, names)
    : [form.path, form.items(key, names)];
}

describe("the ways to open the stream", () => {
  test("the first two are those that nobody reports broken", () => {
    expect(facet.socketForms.map(({ name }) => name)).toEqual([
      "query",
      "subscribe",
      "path",
      "query-all",
    ]);
  });

  test("`query` names every event", () => {
    expect(opened("query")).toBe(
      "wss://fstream.binance.com/private/ws?listenKey=pqia91ma19a5s61c&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/ALGO_UPDATE/TRADE_LITE/ACCOUNT_CONFIG_UPDATE/MARGIN_CALL/STRATEGY_UPDATE/GRID_UPDATE/CONDITIONAL_ORDER_TRIGGER_REJECT/listenKeyExpired",
    );
  });

  test("`query` asks for the events it is given, and no others", () => {
    expect(opened("query", "key", ["ACCOUNT_UPDATE", "a/b"])).toBe(
      "wss://fstream.binance.com/private/ws?listenKey=key&events=ACCOUNT_UPDATE/a%2Fb",
    );
  });

  test("`subscribe` names the key once the socket is open", () => {
    expect(opened("subscribe")).toEqual(["/private/stream", [KEY]]);
  });

  test("`path` and `query-all` name the key alone", () => {
    expect(opened("path")).toBe("wss://fstream.binance.com/private/ws/pqia91ma19a5s61c");
    expect(opened("query-all")).toBe(
      "wss://fstream.binance.com/private/ws?listenKey=pqia91ma19a5s61c",
    );
  });

  test.each(["query", "path", "query-all"])("a key cannot break out of the URL of `%s`", (name) => {
    expect(opened(name, "a/b?c&d")).toContain("a%2Fb%3Fc%26d");
  });
});

test("a shared socket takes a thousand keys", () => {
  const { path, items, maxItems } = facet.sharedSocket ?? {};
  expect(path).toBe("/private/stream");
  expect((maxItems ?? 0) / (items?.(KEY, events.names).length ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test("the calls name no listen key, and renewals use the one whose answer does", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/fapi/v1/listenKey", weight: 1 },
    { method: "PUT", path: "/fapi/v1/listenKey", weight: 1 },
    { method: "DELETE", path: "/fapi/v1/listenKey", weight: 1 },
  ]);
  expect(facet.renewBy).toBe("keepalive");
});

test("it is plain data but for the ways to open a socket", () => {
  const { socketForms: _, sharedSocket: __, ...rules } = facet;
  const plain = { ...umfutures, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  expect([...new Set(events.names)]).toEqual(events.names);
});

test("the server pings every three minutes and waits ten for the pong", () => {
  expect(umfutures.heartbeat).toEqual({ pingEveryMs: 180_000, pongWithinMs: 600_000 });
});
