import { expect, test } from "vitest";
import { options } from "./index.ts";

const { listenKey: facet, events, environments } = options;

/** What each way to open the stream names, and where. */
function opened(key: string): unknown[] {
  return facet.socketForms.map((form) =>
    "url" in form
      ? form.url(environments.live.stream, key, events.names)
      : [form.path, form.items(key, events.names)],
  );
}

test("the documented way to open the stream comes first, then that of Binance's own clients", () => {
  expect(opened("pqia91ma19a5s61c")).toEqual([
    "wss://fstream.binance.com/private/ws/pqia91ma19a5s61c",
    ["/private/stream", ["pqia91ma19a5s61c"]],
  ]);
});

test("a key cannot break out of the URL", () => {
  expect(opened("a/b?c&d")[0]).toContain("a%2Fb%3Fc%26d");
});

test("the calls name no listen key, and renewals use the one whose answer does", () => {
  expect([facet.create, facet.keepalive, facet.revoke]).toEqual([
    { method: "POST", path: "/eapi/v1/listenKey", weight: 1 },
    { method: "PUT", path: "/eapi/v1/listenKey", weight: 1 },
    { method: "DELETE", path: "/eapi/v1/listenKey", weight: 1 },
  ]);
  expect(facet.renewBy).toBe("create");
});

test("it is plain data but for the ways to open a socket", () => {
  const { socketForms: _, ...rules } = facet;
  const plain = { ...options, listenKey: rules };
  expect(JSON.parse(JSON.stringify(plain))).toStrictEqual(plain);
});

test("no event is named twice", () => {
  expect([...new Set(events.names)]).toEqual(events.names);
});

test("the server pings every five minutes and waits fifteen for the pong", () => {
  expect(options.heartbeat).toEqual({ pingEveryMs: 300_000, pongWithinMs: 900_000 });
});
