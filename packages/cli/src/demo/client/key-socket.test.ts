import { createListenKeyManager } from "@listenkey/core";
import {
  scriptedTransport,
  virtualClock,
  type ScriptedReply,
  type ScriptedSocket,
} from "@listenkey/core/testing";
import { umfutures } from "@listenkey/umfutures";
import { expect, test } from "vitest";
import { KeySocket } from "./key-socket.ts";

async function setup() {
  const clock = virtualClock();
  /** The key the account has: every call answers with it. */
  const account = { listenKey: "key-1" };
  const answer = (): ScriptedReply => ({ status: 200, body: { ...account } });
  const transport = scriptedTransport(answer);
  const random = (): number => 0.5;
  const manager = createListenKeyManager({
    product: umfutures,
    apiKey: "an-api-key",
    transport,
    clock,
    random,
  });
  const seen: string[] = [];
  const socket = new KeySocket({
    manager,
    transport,
    clock,
    random,
    urlOf: (listenKey) => `ws://127.0.0.1/${listenKey}`,
    onOpen: () => seen.push("open"),
    onDrop: () => seen.push("drop"),
    onEvent: () => seen.push("event"),
  });
  await manager.open();
  const urls = (): string[] => transport.sockets.map(({ url }) => url.slice(-5));
  const latest = (): ScriptedSocket => {
    const found = transport.sockets.at(-1);
    if (found === undefined) throw new Error("no socket");
    return found;
  };
  return { clock, account, transport, manager, socket, seen, urls, latest };
}

const drop = { code: 1006, reason: "" };

test("a socket is opened with the key, and account events are counted", async () => {
  const { seen, urls, latest } = await setup();
  latest().handlers.open();
  latest().handlers.message('{"e":"ORDER_TRADE_UPDATE"}');
  latest().handlers.message('{"stream":"key-1","data":{"e":"ACCOUNT_UPDATE"}}');
  latest().handlers.message("no event at all");
  expect(urls()).toEqual(["key-1"]);
  expect(seen).toEqual(["open", "event", "event"]);
});

test("an expiry that the stream reports is handed to the manager, and the socket moves to the new key", async () => {
  const { clock, account, transport, seen, urls, latest } = await setup();
  latest().handlers.open();
  account.listenKey = "key-2";
  latest().handlers.message('{"e":"listenKeyExpired","listenKey":"key-1"}');
  await clock.settle();
  expect(urls()).toEqual(["key-1", "key-2"]);
  expect(transport.sockets[0]?.closed).toBe(1000);
  expect(seen).toEqual(["open"]);
});

test("an expiry that is reported twice makes one new key", async () => {
  const { clock, account, urls, latest, transport } = await setup();
  latest().handlers.open();
  const old = latest();
  account.listenKey = "key-2";
  old.handlers.message('{"e":"listenKeyExpired","listenKey":"key-1"}');
  old.handlers.message('{"e":"listenKeyExpired","listenKey":"key-1"}');
  await clock.settle();
  old.handlers.message('{"e":"listenKeyExpired","listenKey":"key-1"}');
  await clock.settle();
  expect([urls(), transport.requests.length]).toEqual([["key-1", "key-2"], 2]);
});

test("the socket moves when a renewal brings another key", async () => {
  const { clock, account, urls } = await setup();
  account.listenKey = "key-2";
  await clock.advance(20 * 60_000);
  expect(urls()).toEqual(["key-1", "key-2"]);
});

test("a dropped socket is opened again, ever more slowly, up to half a minute", async () => {
  const { clock, seen, urls, latest } = await setup();
  latest().handlers.open();
  latest().handlers.end(drop);
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    const before = clock.monotonic();
    while (urls().length === attempt + 1) await clock.step();
    pauses.push(clock.monotonic() - before);
    latest().handlers.end(drop);
  }
  expect(pauses).toEqual([187.5, 375, 750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500]);
  expect(seen).toEqual(["open", "drop"]);
});

test("a socket that has lasted is opened again without delay", async () => {
  const { clock, latest, urls } = await setup();
  for (let drops = 0; drops < 5; drops += 1) {
    latest().handlers.end(drop);
    await clock.advance(30_000);
  }
  latest().handlers.open();
  await clock.advance(60_000);
  latest().handlers.end(drop);
  const before = urls().length;
  await clock.advance(250);
  expect(urls()).toHaveLength(before + 1);
});

test("the word that the server goes away is followed, and is no event", async () => {
  const { seen, urls, latest } = await setup();
  latest().handlers.open();
  latest().handlers.message('{"e":"serverShutdown"}');
  expect([urls(), seen]).toEqual([["key-1", "key-1"], ["open"]]);
});

test("when the manager is closed the socket is closed too", async () => {
  const { manager, latest } = await setup();
  latest().handlers.open();
  await manager.close();
  expect(latest().closed).toBe(1000);
});

test("when the manager is closed a dropped socket is not opened again", async () => {
  const { clock, manager, urls, latest } = await setup();
  latest().handlers.end(drop);
  await manager.close();
  expect(clock.pendingTimers).toBe(0);
  await clock.advance(120_000);
  expect(urls()).toEqual(["key-1"]);
});

test("a new key is not waited for: the pause after a drop ends, and only one socket is opened", async () => {
  const { clock, account, manager, urls, latest } = await setup();
  latest().handlers.end(drop);
  account.listenKey = "key-2";
  manager.reportExpired("key-1");
  await clock.settle();
  expect(urls()).toEqual(["key-1", "key-2"]);
  await clock.advance(60_000);
  expect(urls()).toEqual(["key-1", "key-2"]);
});
