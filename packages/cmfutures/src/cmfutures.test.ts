import { expect, test } from "vitest";
import { cmfutures } from "./index.ts";

const facet = cmfutures.listenKey;

test("the socket URL is the documented one, and a key cannot break out of it", () => {
  const { stream } = cmfutures.environments.live;
  expect(facet.socketUrl(stream, "pqia91ma19a5s61c", cmfutures.events.names)).toBe(
    "wss://dstream.binance.com/ws/pqia91ma19a5s61c",
  );
  expect(facet.socketUrl(stream, "a/b?c&d", [])).toContain("a%2Fb%3Fc%26d");
});

test("the calls name no listen key, and renewals use the one whose answer does", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/dapi/v1/listenKey", weight: 1 },
    { method: "PUT", path: "/dapi/v1/listenKey", weight: 1 },
    { method: "DELETE", path: "/dapi/v1/listenKey", weight: 1 },
  ]);
  expect(facet.renewBy).toBe("keepalive");
});

test("it is plain data but for the socket URL", () => {
  const { socketUrl: _, ...rules } = facet;
  const plain = { ...cmfutures, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  const { names } = cmfutures.events;
  expect([...new Set(names)]).toEqual(names);
});
