import { expect, test } from "vitest";
import { spot } from "./index.ts";

const facet = spot.listenKey;

test("the socket URL is the documented one, and a key cannot break out of it", () => {
  const { stream } = spot.environments.live;
  expect(facet.socketUrl(stream, "pqia91ma19a5s61c", [])).toBe(
    "wss://stream.binance.com:9443/ws/pqia91ma19a5s61c",
  );
  expect(facet.socketUrl(stream, "a/b?c", [])).toContain("/ws/a%2Fb%3Fc");
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
  const { socketUrl: _, ...rules } = facet;
  const plain = { ...spot, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  const { names } = spot.events;
  expect([...new Set(names)]).toEqual(names);
});
