import { createListenKeyManager } from "@listenkey/core";
import { configurationError } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import { dialled, keyProduct, live, MINUTE, replies, setup } from "./key-feed.fixture.ts";

describe("opening", () => {
  test("a feed waits for a key, dials with it, and is live when it has been confirmed after the socket opened", async () => {
    const { clock, transport, socket, methods, open } = setup();
    const { feed, names, completeFroms } = open();
    expect([transport.sockets.length, feed.connectedAt, feed.credentialId]).toEqual([
      0,
      undefined,
      undefined,
    ]);
    await clock.advance(0);
    expect(socket(0).url).toBe("wss://stream.test/ws/K1?A/listenKeyExpired");
    // The handshake asks for the events, so some may be produced before it is known to be done.
    expect([methods(), names()]).toEqual([["POST"], ["joined"]]);
    await clock.advance(1_000);
    socket(0).handlers.open();
    expect(names()).toEqual(["joined"]);
    await clock.advance(20);
    expect([methods(), names()]).toEqual([
      ["POST", "PUT"],
      ["joined", "live key"],
    ]);
    expect(feed.connectedAt?.monotonic).toBe(1_000);
    expect(feed.heardAt?.monotonic).toBe(1_000);
    expect(feed.credentialProvenAt?.monotonic).toBe(1_020);
    expect(completeFroms).toEqual([1_000]);
    expect(feed.credentialId).toMatch(/^\w{11}$/);
  });

  test("nothing is told before the feed is in its owner's hands", async () => {
    const { clock, rest, open } = setup();
    rest.answer = () => ({ status: 410 });
    const first = open();
    await clock.advance(0);
    expect(first.end()).toEqual({ cause: "credential", isFatal: true, error: "RETIRED" });
    const second = open();
    expect(second.told).toEqual([]);
    await clock.settle();
    expect(second.end()).toEqual({ cause: "credential", isFatal: true, error: "RETIRED" });
  });

  test("success of a renewal that was sent before the socket opened proves nothing", async () => {
    const { clock, rest, socket, transport, source, opened } = await dialled();
    rest.answer = () => undefined;
    source.doubt();
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(100);
    transport.waiting[0]?.reply({ status: 200, body: { listenKey: "K1" } });
    await clock.advance(0);
    expect(opened.names()).toEqual(["joined"]);
    transport.waiting[0]?.reply({ status: 200, body: { listenKey: "K1" } });
    await clock.advance(0);
    expect(opened.names()).toEqual(["joined", "live key"]);
  });

  test("two feeds that open together share one confirmation", async () => {
    const { clock, socket, methods, open } = setup();
    const first = open();
    const second = open({ lane: 1 });
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(15);
    socket(1).handlers.open();
    await clock.advance(100);
    expect(methods()).toEqual(["POST", "PUT"]);
    expect([first.names(), second.names()]).toEqual([
      ["joined", "live key"],
      ["joined", "live key"],
    ]);
  });

  test("an event that comes first proves it, and is told after that", async () => {
    const { clock, socket, opened } = await dialled();
    socket(0).handlers.open();
    socket(0).handlers.message('{"e":"A","E":1}');
    expect(opened.told).toEqual([
      { name: "joined" },
      { name: "live", fact: "event" },
      { name: "event", fact: '{"e":"A","E":1}' },
    ]);
    await clock.advance(20);
    expect(opened.told).toHaveLength(3);
    expect(opened.proofs()).toBeGreaterThan(0);
  });

  test("while REST is down it is not live, and is as soon as REST answers", async () => {
    const { clock, rest, socket, opened, methods } = await dialled();
    rest.answer = () => replies.down;
    socket(0).handlers.open();
    await clock.advance(10_000);
    expect(opened.names()).toEqual(["joined"]);
    expect(methods().length).toBeGreaterThan(2);
    rest.answer = () => replies.key("K1");
    await clock.advance(30_000);
    expect(opened.names()).toEqual(["joined", "live key"]);
  });

  test("while REST is down a connection is made again with the key that still lives", async () => {
    const { clock, rest, socket, open } = await live();
    rest.answer = () => replies.down;
    socket(0).handlers.end({ code: 1006, reason: "" });
    const again = open();
    await clock.advance(1_000);
    expect(socket(1).url).toContain("/ws/K1");
    socket(1).handlers.open();
    socket(1).handlers.message('{"e":"A"}');
    expect(again.names()).toEqual(["joined", "live event", 'event {"e":"A"}']);
  });

  test("after a key was lost no connection is tried before there is another", async () => {
    const { clock, rest, transport, socket, opened, open } = await live();
    rest.answer = () => replies.down;
    socket(0).handlers.message('{"e":"listenKeyExpired"}');
    expect(opened.end()).toEqual({ cause: "credential" });
    const again = open();
    await clock.advance(10_000);
    expect(transport.sockets).toHaveLength(1);
    rest.answer = () => replies.key("K2");
    while (transport.sockets.length === 1) await clock.step();
    expect(socket(1).url).toContain("/ws/K2");
    socket(1).handlers.open();
    // The account has made so many calls lately that the next has to wait.
    await clock.advance(10_000);
    expect(again.names()).toEqual(["joined", "live key"]);
  });

  test("a key that is lost while the feed waits for its turn to dial is not dialled with", async () => {
    const { clock, rest, transport, socket, open } = await live();
    // Many dials, so that the next but one has to wait.
    const many = Array.from({ length: 150 }, () => open());
    await clock.advance(MINUTE);
    for (const { feed } of many) await feed.close();
    open();
    const late = open();
    await clock.advance(0);
    const dials = transport.sockets.length;
    rest.answer = () => undefined;
    socket(0).handlers.message('{"e":"listenKeyExpired"}');
    await clock.advance(5_000);
    expect([late.names(), transport.sockets.length]).toEqual([[], dials]);
    rest.answer = () => replies.key("K2");
    transport.waiting[0]?.reply({ status: 200, body: { listenKey: "K2" } });
    await clock.advance(5_000);
    expect(transport.sockets).toHaveLength(dials + 1);
    expect(socket(dials).url).toContain("/ws/K2");
  });

  test("a key that is being revoked is not dialled with", async () => {
    const { clock, rest, transport, socket, open } = setup();
    const options = { product: keyProduct(), apiKey: "APIKEY", transport, clock };
    const manager = createListenKeyManager({ ...options, random: () => 0.5 });
    await manager.open();
    rest.answer = () => undefined;
    const revoked = manager.revoke();
    open();
    await clock.advance(1_000);
    expect(transport.sockets).toEqual([]);
    rest.answer = () => replies.key("K2");
    transport.waiting[0]?.reply({ status: 200, body: {} });
    await revoked;
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(1);
    expect(socket(0).url).toContain("/ws/K2");
  });

  test("after many dials that came to nothing the next has to wait", async () => {
    const { clock, open, socket, transport } = setup();
    for (let count = 0; count < 10; count += 1) {
      open();
      await clock.advance(0);
      socket(count).handlers.end({ code: 1006, reason: "" });
    }
    open();
    await clock.advance(4_999);
    expect(transport.sockets).toHaveLength(10);
    await clock.advance(1);
    expect(transport.sockets).toHaveLength(11);
  });

  test("a URL that the transport refuses is fatal", async () => {
    const made = setup();
    made.transport.connect = () => {
      throw configurationError("not secure");
    };
    const { end } = made.open();
    await made.clock.advance(0);
    expect(end()).toEqual({ cause: "connection", error: "CONFIGURATION", isFatal: true });
  });

  test("a handshake that takes too long is a TIMEOUT", async () => {
    const { clock, opened } = await dialled();
    await clock.advance(10_000);
    expect(opened.end()).toEqual({ cause: "connection", error: "TIMEOUT" });
  });
});
