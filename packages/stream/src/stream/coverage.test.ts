import { ListenKeyError } from "@listenkey/core";
import { describe, expect, test } from "vitest";
import type { FeedEnd } from "../feeds/feed.ts";
import { at, coverageOf, dropped, eventAt, feed, keyed } from "./coverage.fixture.ts";
import type { Coverage } from "./coverage.ts";
import type { FeedRecord } from "./feed-record.ts";

describe("a gap", () => {
  test("begins when the connection was last heard, and ends with the proof of the new feed", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(5_000) }) };
    expect(coverage.add(first, at(0), at(0))).toBeUndefined();
    expect(coverage.end(first, dropped, at(9_000)).isUncovered).toBe(true);
    expect(coverage.interruptedAt).toEqual(at(5_000));
    const second = { feed: feed({ heardAt: at(12_000) }), joinedAt: at(11_000) };
    expect(coverage.add(second, at(12_000), at(12_000))).toEqual({
      cause: "connection",
      from: at(5_000),
      to: at(12_000),
    });
  });

  test("does not reach back to the last proof of a key that turns out to live", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, dropped, at(60_000));
    const second = keyed({ id: "one", heard: 62_000, proven: 62_000, joined: 61_000 });
    expect(coverage.add(second, at(62_000), at(62_000))?.from).toEqual(at(50_000));
  });

  test("begins with the last proof of a key that another has taken the place of", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, { cause: "credential" }, at(60_000));
    const second = keyed({ id: "two", heard: 62_000, proven: 62_000, joined: 61_000 });
    expect(coverage.add(second, at(62_000), at(62_000))).toEqual({
      cause: "credential",
      from: at(1_000),
      to: at(62_000),
    });
  });

  test("begins with the last event if that is the later proof of the key", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    first.lastEvent = eventAt(40_000);
    coverage.end(first, { cause: "credential" }, at(60_000));
    const second = keyed({ id: "two", heard: 62_000, proven: 62_000, joined: 61_000 });
    expect(coverage.add(second, at(62_000), at(62_000))?.from).toEqual(at(40_000));
  });

  test("does not reach back when the exchange has said when the key died", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, { cause: "credential", diedAt: 77 }, at(60_000));
    const second = keyed({ id: "two", heard: 62_000, proven: 62_000, joined: 61_000 });
    expect(coverage.add(second, at(62_000), at(62_000))).toMatchObject({
      from: at(50_000),
      diedAt: 77,
    });
  });

  test("is none while another feed is live", () => {
    const coverage = coverageOf();
    const [first, second] = [{ feed: feed({ heardAt: at(5_000) }) }, { feed: feed() }];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(1), at(1));
    expect(coverage.end(first, dropped, at(9_000))).toEqual({
      isUncovered: false,
      deaf: [],
      doubt: undefined,
    });
    expect(coverage.isLive).toBe(true);
  });

  test("is none if the new feed, on the same key, had listened since before the old one fell silent", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, dropped, at(51_000));
    const second = keyed({ id: "one", heard: 52_000, proven: 52_000, joined: 48_000 });
    expect(coverage.add(second, at(49_000), at(52_000))).toBeUndefined();
  });

  test("is there if all that is known of the new feed came later than that", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, dropped, at(51_000));
    const second = keyed({ id: "one", heard: 52_000, proven: 52_000, joined: 48_000 });
    expect(coverage.add(second, at(50_001), at(52_000))).toBeDefined();
  });

  test("begins on the best of two feeds", () => {
    const coverage = coverageOf();
    const [first, second] = [
      { feed: feed({ heardAt: at(8_000) }) },
      { feed: feed({ heardAt: at(5_000) }) },
    ];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(0), at(0));
    coverage.end(first, dropped, at(8_000));
    coverage.end(second, dropped, at(30_000));
    expect(coverage.interruptedAt).toEqual(at(8_000));
  });
});

test("where a clock stood still, the best of two feeds is the one that was good later by the exchange's clock", () => {
  const coverage = coverageOf();
  // While the machine slept, what had been sent in the meantime was no later by the clock that stands.
  const old = { feed: feed({ heardAt: { ...at(40_000), exchangeAt: 1_000 } }) };
  const next = { feed: feed({ heardAt: { ...at(30_000), exchangeAt: 9_000 } }) };
  coverage.add(old, at(0), at(0));
  coverage.add(next, at(30_000), at(30_000));
  coverage.end(old, dropped, at(41_000));
  coverage.end(next, dropped, at(60_000));
  expect(coverage.interruptedAt).toMatchObject({ exchangeAt: 9_000 });
});

describe("a feed that fell silent beside another", () => {
  const silent: FeedEnd = {
    cause: "connection",
    error: new ListenKeyError("TIMEOUT", "silence"),
  };

  function setup(): { coverage: Coverage; first: FeedRecord; second: FeedRecord } {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    const second = keyed({ id: "one", heard: 79_000, proven: 1_000, joined: 600 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.add(second, at(1_000), at(1_000));
    return { coverage, first, second };
  }

  test("leaves a doubt if no event has ever shown that the other hears anything", () => {
    const { coverage, first } = setup();
    expect(coverage.end(first, silent, at(80_000)).doubt).toEqual({
      cause: "undecided",
      from: at(50_000),
      to: at(80_000),
    });
  });

  test("leaves none if one has", () => {
    const { coverage, first, second } = setup();
    second.lastEvent = eventAt(2_000);
    expect(coverage.end(first, silent, at(80_000)).doubt).toBeUndefined();
  });

  test("leaves none if it was cut and not silent", () => {
    const { coverage, first } = setup();
    expect(coverage.end(first, dropped, at(50_001)).doubt).toBeUndefined();
  });
});

describe("a feed that has never brought an event although the other has", () => {
  function setup(): { coverage: Coverage; hearing: FeedRecord; deaf: FeedRecord } {
    const coverage = coverageOf();
    const hearing = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 });
    const deaf = keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 600 });
    coverage.add(hearing, at(1_000), at(1_000));
    coverage.add(deaf, at(1_000), at(1_000));
    hearing.lastEvent = eventAt(2_000);
    coverage.heard(hearing, at(2_000));
    return { coverage, hearing, deaf };
  }

  test("covers nothing once the other has ended", () => {
    const { coverage, hearing, deaf } = setup();
    const ending = coverage.end(hearing, dropped, at(50_001));
    expect(ending).toMatchObject({ isUncovered: true, deaf: [deaf] });
    expect(deaf.completeFrom).toBeUndefined();
    expect(coverage.interruptedAt).toEqual(at(50_000));
  });

  test("covers again from its first event on, and a gap lies before that", () => {
    const { coverage, hearing, deaf } = setup();
    coverage.end(hearing, dropped, at(50_001));
    deaf.lastEvent = eventAt(52_000);
    expect(coverage.add(deaf, at(52_000), at(52_000))).toEqual({
      cause: "connection",
      from: at(50_000),
      to: at(52_000),
    });
    expect(coverage.isLive).toBe(true);
  });

  test("is given a second to bring it", () => {
    const { coverage, hearing } = setup();
    expect(coverage.end(hearing, dropped, at(3_000)).isUncovered).toBe(false);
  });

  test("is trusted if the WebSocket API has acknowledged it", () => {
    const coverage = coverageOf();
    const [first, second] = [{ feed: feed() }, { feed: feed() }];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(0), at(0));
    coverage.heard(first, at(1_000));
    expect(coverage.end(first, dropped, at(60_000)).isUncovered).toBe(false);
  });
});

describe("the proof", () => {
  test("is the earlier of connection and key, on the best feed", () => {
    const coverage = coverageOf();
    expect(coverage.provenAt).toBeUndefined();
    coverage.add(
      keyed({ id: "one", heard: 50_000, proven: 1_000, joined: 500 }),
      at(1_000),
      at(1_000),
    );
    expect(coverage.provenAt).toEqual(at(1_000));
    coverage.add(
      keyed({ id: "one", heard: 40_000, proven: 41_000, joined: 500 }),
      at(41_000),
      at(41_000),
    );
    expect(coverage.provenAt).toEqual(at(40_000));
  });

  test("stands still while nobody covers the account", () => {
    const coverage = coverageOf();
    const first = keyed({ id: "one", heard: 50_000, proven: 45_000, joined: 500 });
    coverage.add(first, at(1_000), at(1_000));
    coverage.end(first, dropped, at(60_000));
    expect(coverage.provenAt).toEqual(at(45_000));
  });
});
