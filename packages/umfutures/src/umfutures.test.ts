import { expect, test } from "vitest";
import { umfutures } from "./index.ts";

const facet = umfutures.listenKey;

test("the socket URL is the documented one, and a key cannot break out of it", () => {
  const { stream } = umfutures.environments.live;
  expect(facet.socketUrl(stream, "pqia91ma19a5s61c", umfutures.events.names)).toBe(
    "wss://fstream.binance.com/private/ws?listenKey=pqia91ma19a5s61c&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/ALGO_UPDATE/TRADE_LITE/ACCOUNT_CONFIG_UPDATE/MARGIN_CALL/STRATEGY_UPDATE/GRID_UPDATE/CONDITIONAL_ORDER_TRIGGER_REJECT/listenKeyExpired",
  );
  expect(facet.socketUrl(stream, "a/b?c&d", [])).toContain("a%2Fb%3Fc%26d");
});

test("the calls name no listen key, and renewals use the one whose answer does", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/fapi/v1/listenKey", weight: 1 },
    { method: "PUT", path: "/fapi/v1/listenKey", weight: 1 },
    { method: "DELETE", path: "/fapi/v1/listenKey", weight: 1 },
  ]);
  expect(facet.renewBy).toBe("keepalive");
});

test("it is plain data but for the socket URL", () => {
  const { socketUrl: _, ...rules } = facet;
  const plain = { ...umfutures, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  const { names } = umfutures.events;
  expect([...new Set(names)]).toEqual(names);
});

test("the socket URL asks for the events it is given, and no others", () => {
  expect(facet.socketUrl("ws://127.0.0.1:1", "key", ["ACCOUNT_UPDATE", "a/b"])).toBe(
    "ws://127.0.0.1:1/private/ws?listenKey=key&events=ACCOUNT_UPDATE/a%2Fb",
  );
});
