import { createListenKeyManager } from "@listenkey/core";
import { describe, expect, test } from "vitest";
import { dialled, HOUR, keyProduct, live, MINUTE, replies } from "./key-feed.fixture.ts";

describe("listenKeyExpired", () => {
  const E = Date.UTC(2026, 10, 21, 12, 0, 1);

  test.each([
    ["with the key", `{"e":"listenKeyExpired","E":${E},"listenKey":"K1"}`, E],
    ["without the key", `{"e":"listenKeyExpired","E":${E}}`, E],
    ["with its time as a string", `{"e":"listenKeyExpired","E":"${E}","listenKey":"K1"}`, E],
    ["with its time in microseconds", `{"e":"listenKeyExpired","E":${E}000}`, E],
    ["in an envelope", `{"stream":"K1","data":{"e":"listenKeyExpired","E":${E}}}`, E],
    ["at a time that makes no sense", '{"e":"listenKeyExpired","E":1}', undefined],
    ["without a time", '{"e":"listenKeyExpired"}', undefined],
  ])("%s ends the feed, and another key is asked for at once", async (_, text, diedAt) => {
    const { clock, rest, socket, opened, methods } = await live();
    rest.answer = () => replies.key("K2");
    socket(0).handlers.message(text);
    const end = { cause: "credential", ...(diedAt !== undefined && { diedAt }) };
    expect(opened.told.slice(2)).toEqual([{ name: "ended", fact: end }]);
    expect(socket(0).closed).toBe(1000);
    await clock.advance(0);
    expect(methods()).toEqual(["POST", "PUT", "POST"]);
  });

  test("ends every feed with that key, each with the time, and counts once however often it is said", async () => {
    const { clock, rest, socket, methods, open, opened } = await live();
    const second = open({ lane: 1 });
    await clock.advance(0);
    socket(1).handlers.open();
    await clock.advance(20);
    rest.answer = () => undefined;
    const text = `{"e":"listenKeyExpired","E":${E},"listenKey":"K1"}`;
    for (const index of [0, 0, 1, 1]) socket(index).handlers.message(text);
    await clock.advance(0);
    const end = { cause: "credential", diedAt: E };
    expect([opened.end(), second.end()]).toEqual([end, end]);
    expect([opened.names().length, second.names().length]).toEqual([3, 3]);
    expect(methods().slice(-2)).toEqual(["PUT", "POST"]);
  });

  test("for another key ends nothing, but the own key is confirmed", async () => {
    const { clock, socket, methods, opened } = await live();
    socket(0).handlers.message('{"e":"listenKeyExpired","listenKey":"K0"}');
    await clock.advance(20);
    expect([opened.names(), methods()]).toEqual([
      ["joined", "live key"],
      ["POST", "PUT", "PUT"],
    ]);
  });

  test("that comes before the feed is live ends it too", async () => {
    const { socket, opened } = await dialled();
    socket(0).handlers.open();
    socket(0).handlers.message('{"e":"listenKeyExpired"}');
    expect(opened.names()).toEqual(["joined", "ended"]);
  });

  test("says nothing about the same key when it was created anew", async () => {
    const { clock, rest, source, socket, open } = await live();
    socket(0).handlers.message(`{"e":"listenKeyExpired","E":${E}}`);
    const again = open();
    await clock.advance(0);
    socket(1).handlers.open();
    await clock.advance(20);
    expect(again.names()).toEqual(["joined", "live key"]);
    rest.answer = () => replies.key("K2");
    source.doubt();
    await clock.advance(0);
    expect(again.end()).toEqual({ cause: "credential" });
  });

  test("in the middle of other news ends the feeds at once, but for one that is closed in the middle of that", async () => {
    const { clock, transport, socket, source, open, opened } = await live();
    const second = open({ lane: 1 }, ({ name }) => {
      if (name === "ended") void third.feed.close();
    });
    const third = open();
    await clock.advance(0);
    for (const index of [1, 2]) socket(index).handlers.open();
    await clock.advance(20);
    const options = { product: keyProduct(), apiKey: "APIKEY", transport, clock };
    const manager = createListenKeyManager({ ...options, random: () => 0.5 });
    manager.once("renewed", () => {
      socket(0).handlers.message(`{"e":"listenKeyExpired","E":${E}}`);
    });
    await manager.open();
    source.doubt();
    await clock.advance(0);
    const end = { cause: "credential", diedAt: E };
    expect([opened.end(), second.end(), third.end()]).toEqual([end, end, undefined]);
    await manager.close();
  });
});

describe("the owner of the key", () => {
  test("has another one: the feed ends, and the next is opened with it", async () => {
    const { clock, rest, socket, source, open, opened } = await live();
    rest.answer = () => replies.key("K2");
    source.doubt();
    await clock.advance(0);
    expect(opened.end()).toEqual({ cause: "credential" });
    expect(socket(0).closed).toBe(1000);
    open();
    await clock.advance(0);
    expect(socket(1).url).toContain("/ws/K2");
  });

  test("has another one while the socket is being opened: it is given up", async () => {
    const { clock, rest, socket, source, opened } = await dialled();
    rest.answer = () => replies.key("K2");
    source.doubt();
    await clock.advance(0);
    expect([opened.end(), socket(0).closed]).toEqual([{ cause: "credential" }, 1000]);
  });

  test("hears that the exchange does not know it: the feed ends", async () => {
    const { clock, rest, source, opened } = await live();
    rest.answer = () => replies.expired;
    source.doubt();
    await clock.advance(0);
    expect(opened.end()).toEqual({ cause: "credential" });
  });

  test("cannot renew it: the feed lives until the deadline, and says when the key was last good", async () => {
    const { clock, rest, socket, opened } = await live();
    rest.answer = () => replies.down;
    for (let passed = 0; passed < 50; passed += 5) {
      await clock.advance(5 * MINUTE);
      socket(0).handlers.activity();
    }
    expect(opened.names()).toEqual(["joined", "live key"]);
    await clock.advance(10 * MINUTE);
    expect(opened.end()).toEqual({ cause: "credential" });
    expect(opened.feed.credentialProvenAt?.monotonic).toBe(20);
  });

  test("has failed for good: so has the feed", async () => {
    const { clock, rest, source, opened } = await live();
    rest.answer = () => ({ status: 410 });
    source.doubt();
    await clock.advance(0);
    expect(opened.end()).toEqual({ cause: "credential", isFatal: true, error: "RETIRED" });
  });

  test("has renewed it: the proof is renewed", async () => {
    const { clock, source, opened } = await live();
    const before = opened.proofs();
    await clock.advance(1_000);
    source.doubt();
    await clock.advance(0);
    expect(opened.proofs()).toBe(before + 1);
    expect(opened.feed.credentialProvenAt?.monotonic).toBe(1_020);
  });

  test("is shared with managers on the same account", async () => {
    const { clock, transport, methods } = await live();
    const manager = createListenKeyManager({
      product: keyProduct(),
      apiKey: "APIKEY",
      transport,
      clock,
      random: () => 0.5,
    });
    expect(await manager.open()).toBe("K1");
    await expect(manager.revoke()).rejects.toMatchObject({ code: "IN_USE" });
    await manager.close();
    await clock.advance(HOUR);
    expect(methods().filter((method) => method === "POST")).toHaveLength(1);
  });
});

describe("the connection", () => {
  test.each([
    ["is closed by the server", { code: 1001, reason: "" }, {}],
    ["is lost", { code: 1006, reason: "" }, { error: "NETWORK" }],
  ])("%s: so is the feed, and the key is kept", async (_, end, more) => {
    const { clock, socket, opened, methods } = await live();
    socket(0).handlers.end(end);
    expect(opened.end()).toEqual({ cause: "connection", ...more });
    await clock.advance(0);
    expect(methods()).toEqual(["POST", "PUT"]);
  });

  test("falls silent: TIMEOUT where a probe had been answered", async () => {
    const { clock, socket, opened } = await live();
    await clock.advance(15_000);
    socket(0).handlers.message('{"result":["K1"],"id":1}');
    expect(opened.feed.livenessBoundMs).toBe(30_000);
    await clock.advance(25_000);
    expect(opened.end()).toEqual({ cause: "connection", error: "TIMEOUT" });
  });

  test("is doubted: key and server are asked at once", async () => {
    const { clock, socket, source, methods } = await live();
    source.doubt();
    await clock.advance(0);
    expect(socket(0).sent).toHaveLength(1);
    expect(methods()).toEqual(["POST", "PUT", "PUT"]);
  });

  test("is refused with a rate limit: nothing is drawn from the pool before its release", async () => {
    const { clock, socket, source, opened, open, transport } = await dialled();
    const refusal = { status: 429, headers: { "retry-after": "120" }, body: "" };
    socket(0).handlers.end({ code: 1006, reason: "", refusal });
    expect(opened.end()).toEqual({
      cause: "connection",
      error: "RATE_LIMITED",
      retryInMs: 120_000,
    });
    expect(source.blockedUntil).toBe(clock.now() + 120_000);
    open();
    await clock.advance(119_000);
    expect([transport.sockets.length, transport.requests.length]).toEqual([1, 1]);
    await clock.advance(10_000);
    expect(transport.sockets).toHaveLength(2);
  });

  test("is refused with a rate limit: that is visible for keys from elsewhere, too", async () => {
    const keys = {
      create: () => Promise.resolve({ listenKey: "K1" }),
      renew: (listenKey: string) => Promise.resolve({ listenKey }),
    };
    const { clock, socket, source } = await dialled({ apiKey: undefined, keys } as object);
    const refusal = { status: 418, headers: { "retry-after": "60" }, body: "" };
    socket(0).handlers.end({ code: 1006, reason: "", refusal });
    expect(source.blockedUntil).toBe(clock.now() + 60_000);
  });

  test.each([404, 503])("is refused with %i: that is an ordinary end", async (status) => {
    const { socket, source, opened } = await dialled();
    const refusal = { status, headers: {}, body: "" };
    socket(0).handlers.end({ code: 1006, reason: "", refusal });
    expect(opened.end()).toEqual({ cause: "connection", error: "REJECTED" });
    expect(source.blockedUntil).toBeUndefined();
  });

  test("brings frames that are no events: they are told and change nothing", async () => {
    const { socket, opened } = await live();
    socket(0).handlers.message("pong");
    socket(0).handlers.unreadable(3);
    expect(opened.names().slice(2)).toEqual(["rejected not JSON", "rejected binary"]);
  });
});
