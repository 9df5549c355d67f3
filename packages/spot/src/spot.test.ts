import { resolveEnvironment } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { spot } from "./index.ts";

const facet = spot.listenKey;

test("the socket URL is the documented one, and a key cannot break out of it", () => {
  const urls = facet.socketForms.map((form) =>
    "url" in form ? form.url(spot.environments.live.stream, "pqia91ma/19?a5", []) : form.path,
  );
  expect(urls).toEqual(["wss://stream.binance.com:9443/ws/pqia91ma%2F19%3Fa5"]);
});

test("keepalive and revoke name the listen key, and renewals use the keepalive", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/api/v3/userDataStream", weight: 2 },
    { method: "PUT", path: "/api/v3/userDataStream", weight: 2, keyParam: "listenKey" },
    { method: "DELETE", path: "/api/v3/userDataStream", weight: 2, keyParam: "listenKey" },
  ]);
  expect(facet.renewBy).toBe("keepalive");
});

test("every host of every environment, by every name, is known to have retired listen keys", () => {
  const hosts = Object.values(spot.environments).flatMap(({ rest, aliases = [] }) =>
    [rest, ...aliases].map((url) => new URL(url).hostname),
  );
  expect(Object.keys(facet.retired).toSorted()).toEqual(hosts.toSorted());
  expect(facet.retired["api3.binance.com"]).toBe("2026-02-20");
  expect(facet.retired["testnet.binance.vision"]).toBe("2026-02-04");
});

test("the signed subscription is the successor", () => {
  expect(spot.subscription).toEqual({
    subscribeMethod: "userDataStream.subscribe.signature",
    weight: 2,
  });
  expect(facet.successor).toContain(spot.subscription.subscribeMethod);
});

test("it is plain data but for the socket URL", () => {
  const { socketForms: _, ...rules } = facet;
  const plain = { ...spot, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("the WebSocket API draws from the pool of REST", () => {
  expect(spot.pools.wsApi).toBe(spot.pools.rest);
});

test("no event is named twice", () => {
  const { names } = spot.events;
  expect([...new Set(names)]).toEqual(names);
});

test("the WebSocket API on another port is the same exchange, with the same limits", () => {
  const realm = (wsApi: string): string => resolveEnvironment(spot, { wsApi }, {}).realm;
  expect(realm("wss://ws-api.binance.com:9443/ws-api/v3")).toBe("live");
  expect(realm("wss://ws-api.testnet.binance.vision:9443/ws-api/v3")).toBe("testnet");
  expect(realm("wss://ws-api.example.com/ws-api/v3")).toBe("wss://ws-api.example.com");
});
