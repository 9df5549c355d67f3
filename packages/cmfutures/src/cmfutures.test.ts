import { expect, test } from "vitest";
import { cmfutures } from "./index.ts";

const { listenKey: facet, events, environments } = cmfutures;

test("there is one way to open the stream, and a key cannot break out of its URL", () => {
  const opened = (key: string) =>
    facet.socketForms.map(
      (form) => "url" in form && form.url(environments.live.stream, key, events.names),
    );
  expect(opened("pqia91ma19a5s61c")).toEqual(["wss://dstream.binance.com/ws/pqia91ma19a5s61c"]);
  expect(opened("a/b?c&d")).toEqual(["wss://dstream.binance.com/ws/a%2Fb%3Fc%26d"]);
});

test("the calls name no listen key, and renewals use the one whose answer does", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/dapi/v1/listenKey", weight: 1 },
    { method: "PUT", path: "/dapi/v1/listenKey", weight: 1 },
    { method: "DELETE", path: "/dapi/v1/listenKey", weight: 1 },
  ]);
  expect(facet.renewBy).toBe("keepalive");
});

test("it is plain data but for the ways to open a socket", () => {
  const { socketForms: _, ...rules } = facet;
  const plain = { ...cmfutures, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  expect([...new Set(events.names)]).toEqual(events.names);
});

test("the server pings every three minutes and waits ten for the pong", () => {
  expect(cmfutures.heartbeat).toEqual({ pingEveryMs: 180_000, pongWithinMs: 600_000 });
});
