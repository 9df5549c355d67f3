import { CallBudget } from "@listenkey/core/kit";
import { describe, expect, test } from "vitest";
import { acknowledge, framesOf, HOUR, keyProduct, MINUTE } from "./key-feed.fixture.ts";
import { accounts, names, seated } from "./shared-key-socket.fixture.ts";

describe("joining", () => {
  test("many accounts are named in one message on one socket, and each is live by its own key", async () => {
    const { clock, socket, transport, many, rest } = accounts();
    const feeds = many(3);
    await clock.advance(0);
    expect(transport.sockets.map(({ url }) => url)).toEqual(["wss://stream.test/stream"]);
    socket(0).handlers.open();
    await clock.advance(0);
    expect(framesOf(socket(0))).toEqual([
      { id: 2, method: "SUBSCRIBE", params: ["K0", "K1", "K2"] },
    ]);
    expect(names(feeds)).toEqual([["joined"], ["joined"], ["joined"]]);
    const answer = rest.answer;
    rest.answer = (request) =>
      request.headers["x-mbx-apikey"] === "A1" ? undefined : answer(request);
    acknowledge(socket(0));
    await clock.advance(20);
    expect(names(feeds)).toEqual([["joined", "live key"], ["joined"], ["joined", "live key"]]);
  });

  test("there is no choice of forms", () => {
    const { source, open } = accounts();
    expect([source.forms, open().feed.form]).toEqual([[], undefined]);
  });

  test("who comes later joins the open socket without a dial", async () => {
    const { clock, socket, transport, account } = await seated(1);
    const late = account(7);
    await clock.advance(200);
    expect([acknowledge(socket(0)), transport.sockets.length]).toEqual([["K7"], 1]);
    await clock.advance(20);
    expect(late.names()).toEqual(["joined", "live key"]);
    expect(late.feed.connectedAt?.monotonic).toBe(0);
  });

  test("a place on a socket counts as a dial of the account, whether it is dialled for it or there", async () => {
    const { clock, socket, account } = accounts();
    const budget = new CallBudget(clock);
    account(1, { budget });
    account(2, { budget });
    await clock.advance(0);
    for (const number of [3, 4]) account(number, { budget });
    await clock.advance(0);
    socket(0).handlers.open();
    for (const number of [5, 6]) account(number, { budget });
    expect(budget.overdraft).toBeLessThanOrEqual(0);
    await clock.advance(0);
    expect(budget.overdraft).toBe(10_000);
  });

  test("no more than five messages a second are sent", async () => {
    const { clock, socket, many } = accounts({ product: keyProduct({ sharedSocket: twoItems }) });
    many(300);
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(999);
    expect(framesOf(socket(0))).toHaveLength(5);
    await clock.advance(MINUTE);
    const frames = framesOf(socket(0)).filter(({ method }) => method === "SUBSCRIBE");
    expect(frames.every(({ params = [] }) => params.length <= 100)).toBe(true);
    expect(frames.flatMap(({ params = [] }) => params)).toHaveLength(600);
  });

  test("lanes have sockets of their own", async () => {
    const { clock, transport, account } = accounts();
    account(1);
    account(1, { lane: 1 });
    account(2, { lane: 1 });
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
  });

  test("two feeds with one key are never on one socket, though they share a lane", async () => {
    const { clock, socket, transport, account, feeds } = await seated(2);
    const twin = account(0);
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
    socket(1).handlers.open();
    await clock.advance(0);
    expect(acknowledge(socket(1))).toEqual(["K0"]);
    await clock.advance(20);
    expect(names([twin, ...feeds])).toEqual(
      Array.from({ length: 3 }, () => ["joined", "live key"]),
    );
  });

  test.each([
    ["as many accounts as the option says", { accountsPerSocket: 4 }, 4],
    ["as many items as the product allows", { product: keyProduct({ sharedSocket: small() }) }, 3],
  ])("a socket carries %s", async (_, options, most) => {
    const { clock, transport, many } = accounts(options);
    many(10);
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(Math.ceil(10 / most));
  });

  test("the most urgent of those who wait for a socket decides when it is dialled", async () => {
    const { clock, transport, account, many } = accounts();
    // Each in a lane of its own, and so with a socket of its own: so many dials that there are pauses between them.
    const rivals = many(150, (lane) => ({ lane: lane * 2 + 2, urgency: () => "second" }));
    const waiting = account(1_000, { urgency: () => "replacement" });
    await clock.advance(0);
    const urgent = account(1_001, { urgency: () => "first" });
    await clock.advance(5_000);
    expect(transport.sockets.length).toBeLessThan(rivals.length);
    for (const { handlers } of transport.sockets) handlers.open();
    await clock.advance(0);
    expect(names([waiting, urgent])).toEqual([["joined"], ["joined"]]);
    await clock.advance(3 * MINUTE);
    expect(transport.sockets).toHaveLength(rivals.length + 1);
  });

  test("a socket that is half a day old takes no more accounts", async () => {
    const { clock, socket, transport, account } = await seated(1);
    for (let passed = 0; passed < 12 * HOUR; passed += 5 * MINUTE) {
      await clock.advance(5 * MINUTE);
      socket(0).handlers.activity();
    }
    account(7);
    await clock.advance(0);
    expect(transport.sockets).toHaveLength(2);
  });
});

/** Two items for a key. */
const twoItems = {
  path: "/stream",
  items: (key: string) => [`${key}@A`, `${key}@B`],
  maxItems: 1_024,
};

function small() {
  return { ...twoItems, maxItems: 7 };
}
