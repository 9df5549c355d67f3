import { describe, expect, test } from "vitest";
import { framesOf, wrapped } from "./key-feed.fixture.ts";
import { accounts, names, seated } from "./shared-key-socket.fixture.ts";

const LIVE = ["joined", "live key"];

describe("frames", () => {
  test("go to the account whose key they name, alone or with the event", async () => {
    const { socket, feeds } = await seated(3);
    const { handlers } = socket(0);
    handlers.message(wrapped("K0", { e: "A", n: 1 }));
    handlers.message(wrapped("K2@A", { e: "A", n: 2 }));
    expect(names(feeds)).toEqual([
      [...LIVE, 'event {"e":"A","n":1}'],
      LIVE,
      [...LIVE, 'event {"e":"A","n":2}'],
    ]);
  });

  test.each([
    wrapped("K9", { e: "A" }),
    wrapped("K", { e: "A" }),
    wrapped("K00", { e: "A" }),
    wrapped("@K0", { e: "A" }),
    '{"e":"A"}',
  ])("that name nobody's key are nobody's: %s", async (frame) => {
    const { socket, feeds } = await seated(2);
    socket(0).handlers.message(frame);
    expect(names(feeds)).toEqual([LIVE, LIVE]);
  });

  test("that come before the key was named are nobody's", async () => {
    const { clock, socket, many } = accounts();
    const feeds = many(1);
    await clock.advance(0);
    socket(0).handlers.open();
    socket(0).handlers.message(wrapped("K0", { e: "A" }));
    expect(names(feeds)).toEqual([[]]);
  });

  test("that cannot be read are told to one of them", async () => {
    const { socket, feeds } = await seated(3);
    socket(0).handlers.message("pong");
    expect(
      names(feeds)
        .flat()
        .filter((name) => name === "rejected not JSON"),
    ).toHaveLength(1);
  });

  test("renew the proof of everybody, though not with every frame", async () => {
    const { clock, socket, feeds } = await seated(2);
    await clock.advance(7_000);
    const before = feeds.map(({ proofs }) => proofs());
    for (let count = 0; count < 100; count += 1) {
      socket(0).handlers.message(wrapped("K0", { e: "A", E: clock.now() }));
    }
    expect(feeds.map(({ proofs }, index) => proofs() - (before[index] ?? 0))).toEqual([1, 1]);
    // The exchange may be ahead by five seconds.
    expect(feeds[1]?.feed.heardAt?.monotonic).toBe(clock.monotonic() - 5_000);
  });
});

describe("listenKeyExpired", () => {
  test.each([
    ["wrapped", wrapped("K1", { e: "listenKeyExpired", listenKey: "K1" })],
    ["wrapped for the event", wrapped("K1@listenKeyExpired", { e: "listenKeyExpired" })],
    ["bare", '{"e":"listenKeyExpired","listenKey":"K1"}'],
  ])(
    "%s ends the account that it names, twice or once, and it is unsubscribed",
    async (_, text) => {
      const { clock, socket, feeds, methods } = await seated(3);
      socket(0).handlers.message(text);
      socket(0).handlers.message(text);
      expect(names(feeds)).toEqual([LIVE, [...LIVE, "ended"], LIVE]);
      await clock.advance(200);
      expect(framesOf(socket(0)).at(-1)).toMatchObject({ method: "UNSUBSCRIBE", params: ["K1"] });
      expect(methods().filter((method) => method === "POST")).toHaveLength(4);
    },
  );
});
