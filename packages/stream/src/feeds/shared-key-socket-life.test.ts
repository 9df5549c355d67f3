import { describe, expect, test } from "vitest";
import { acknowledge, framesOf, replies, wrapped } from "./key-feed.fixture.ts";
import { accounts, names, seated } from "./shared-key-socket.fixture.ts";

const LIVE = ["joined", "live key"];

describe("leaving", () => {
  test("waits until the unsubscription is answered, and hears nothing meanwhile", async () => {
    const { clock, socket, feeds } = await seated(3);
    let hasLeft = false;
    void feeds[1]?.feed.close().then(() => (hasLeft = true));
    await clock.advance(200);
    socket(0).handlers.message(wrapped("K1", { e: "A" }));
    expect([hasLeft, framesOf(socket(0)).at(-1)]).toMatchObject([
      false,
      { method: "UNSUBSCRIBE", params: ["K1"] },
    ]);
    acknowledge(socket(0));
    await clock.settle();
    expect([hasLeft, socket(0).closed]).toEqual([true, undefined]);
    expect(names(feeds)).toEqual([LIVE, LIVE, LIVE]);
  });

  test.each([
    ["is refused", { code: 2, msg: "no" }],
    ["is not answered", undefined],
  ])("is over when the unsubscription %s, too", async (_, answer) => {
    const { clock, socket, feeds } = await seated(2);
    let hasLeft = false;
    void feeds[1]?.feed.close().then(() => (hasLeft = true));
    await clock.advance(200);
    if (answer !== undefined) acknowledge(socket(0), answer);
    await clock.advance(answer === undefined ? 10_000 : 0);
    expect([hasLeft, socket(0).closed]).toEqual([true, undefined]);
  });

  test("is over when the connection ends", async () => {
    const { clock, socket, feeds } = await seated(2);
    const left = feeds[1]?.feed.close();
    await clock.advance(200);
    socket(0).handlers.end({ code: 1001, reason: "" });
    await left;
    expect(names(feeds)).toEqual([[...LIVE, "ended"], LIVE]);
  });

  test("by the last one closes the socket, and leaves nothing", async () => {
    const { clock, socket, feeds } = await seated(3);
    await Promise.all(feeds.map(({ feed }) => feed.close()));
    expect(socket(0).closed).toBe(1000);
    await Promise.all(feeds.map(({ source }) => source.close()));
    expect(clock.pendingTimers).toBe(0);
  });

  test("before the key was named needs no word", async () => {
    const { clock, socket, many } = accounts();
    const feeds = many(2);
    await clock.advance(0);
    socket(0).handlers.open();
    await feeds[0]?.feed.close();
    await clock.advance(1_000);
    expect(framesOf(socket(0))).toEqual([{ id: 2, method: "SUBSCRIBE", params: ["K1"] }]);
  });

  test("and joining are told in the order in which they were wanted", async () => {
    const { clock, socket, feeds, account } = await seated(3);
    void feeds[0]?.feed.close();
    account(7);
    await clock.settle();
    void feeds[1]?.feed.close();
    await clock.advance(1_000);
    const orders = framesOf(socket(0)).map(({ method, params }) => [method, ...(params ?? [])]);
    expect(orders.slice(1)).toEqual([
      ["UNSUBSCRIBE", "K0"],
      ["SUBSCRIBE", "K7"],
      ["UNSUBSCRIBE", "K1"],
    ]);
  });

  test("and coming back at once is on another socket, for the old one may still say something", async () => {
    const { clock, socket, transport, feeds } = await seated(2);
    void feeds[0]?.feed.close();
    feeds[0]?.reopen();
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
    acknowledge(socket(0));
  });

  test("by all before it was dialled gives the turn up", async () => {
    const { clock, transport, many } = accounts();
    const feeds = many(2);
    await clock.settle();
    for (const { feed } of feeds) await feed.close();
    await clock.advance(1_000);
    expect(transport.sockets).toEqual([]);
  });
});

describe("the end of the connection", () => {
  test("ends everybody on it, and the next connection is a new one", async () => {
    const { clock, socket, transport, feeds } = await seated(3);
    socket(0).handlers.end({ code: 1006, reason: "" });
    expect(names(feeds)).toEqual(Array.from({ length: 3 }, () => [...LIVE, "ended"]));
    expect(feeds[0]?.end()).toEqual({ cause: "connection", error: "NETWORK" });
    const again = feeds.map(({ reopen }) => reopen());
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
    socket(1).handlers.open();
    await clock.advance(0);
    expect(acknowledge(socket(1))).toEqual(["K0", "K1", "K2"]);
    await clock.advance(20);
    expect(names(again)).toEqual([LIVE, LIVE, LIVE]);
  });

  test("is not told to who was closed in the middle of it", async () => {
    const { clock, socket, account } = accounts();
    const second = account(2);
    const first = account(1, {}, ({ name }) => {
      if (name === "ended") void third.feed.close();
    });
    const third = account(3);
    await clock.advance(0);
    socket(0).handlers.end({ code: 1006, reason: "" });
    expect(names([first, second, third])).toEqual([["ended"], ["ended"], []]);
  });

  test("by a refused handshake stops the pool once for all of them", async () => {
    const { clock, socket, many } = accounts();
    const feeds = many(3);
    await clock.advance(0);
    const refusal = { status: 429, headers: {}, body: "" };
    socket(0).handlers.end({ code: 1006, reason: "", refusal });
    const end = { cause: "connection", error: "RATE_LIMITED", retryInMs: 120_000 };
    expect(feeds.map((feed) => feed.end())).toEqual([end, end, end]);
  });
});

describe("going away", () => {
  test.each([
    '{"event":{"e":"serverShutdown"}}',
    wrapped("!serverShutdown", { e: "serverShutdown" }),
  ])("is told to everybody, and nobody joins any more: %s", async (text) => {
    const { clock, socket, transport, feeds, account } = await seated(2);
    socket(0).handlers.message(text);
    expect(names(feeds)).toEqual(Array.from({ length: 2 }, () => [...LIVE, "retiring shutdown"]));
    account(7);
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
  });

  test("is not told to who was closed in the middle of it", async () => {
    const { clock, socket, account } = accounts();
    const first = account(1, {}, ({ name }) => {
      if (name === "retiring") void second.feed.close();
    });
    const second = account(2);
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(0);
    socket(0).handlers.message('{"e":"serverShutdown"}');
    expect(names([first, second])).toEqual([["joined", "retiring shutdown"], ["joined"]]);
  });

  test("is feared when nothing was heard for long", async () => {
    const { clock, transport, feeds, account } = await seated(2);
    await clock.advance(780_000);
    expect(names(feeds)).toEqual(Array.from({ length: 2 }, () => [...LIVE, "retiring unproven"]));
    account(7);
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
  });
});

describe("a refused message", () => {
  test("is sent again key by key, and ends only the key that is refused then", async () => {
    const { clock, socket, many } = accounts();
    const feeds = many(3);
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(0);
    acknowledge(socket(0), { code: 2, msg: "K1 is invalid" });
    for (const key of ["K0", "K1", "K2"]) {
      await clock.advance(200);
      const answer = key === "K1" ? { code: 2, msg: "K1 is invalid" } : { result: null };
      expect(acknowledge(socket(0), answer)).toEqual([key]);
    }
    await clock.advance(20);
    expect(names(feeds)).toEqual([LIVE, ["joined", "ended"], LIVE]);
    expect(feeds[1]?.end()).toEqual({ cause: "connection", error: "REJECTED" });
  });

  test("that is not answered at all ends those whom it named, and the server is asked whether it lives", async () => {
    const { clock, socket, feeds, account } = await seated(1);
    const late = account(7);
    await clock.advance(9_000);
    socket(0).handlers.activity();
    await clock.advance(1_200);
    expect(late.end()).toEqual({ cause: "connection", error: "TIMEOUT" });
    expect(names(feeds)).toEqual([LIVE]);
    expect(framesOf(socket(0)).map(({ method }) => method)).toContain("LIST_SUBSCRIPTIONS");
  });
});

test("a key that is replaced while its socket is dialled is never named", async () => {
  const { clock, rest, socket, many } = accounts();
  const [feed] = many(1);
  await clock.advance(0);
  rest.answer = () => replies.key("K9");
  feed?.source.doubt();
  await clock.advance(0);
  expect(feed?.end()).toEqual({ cause: "credential" });
  expect(socket(0).closed).toBe(1000);
});
