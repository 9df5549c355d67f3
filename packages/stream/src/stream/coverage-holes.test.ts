import { ListenKeyError } from "@listenkey/core";
import { transportErrorFrom } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import type { Coverage, Interval } from "./coverage.ts";
import type { FeedRecord } from "./feed-record.ts";
import { at, coverageOf, dropped, eventAt, feed, keyed } from "./coverage.fixture.ts";

describe("a feed that fell silent before the other had begun", () => {
  test("leaves a doubt from then on: what has come since stands before it", () => {
    const coverage = coverageOf();
    const [first, second] = [{ feed: feed({ heardAt: at(5_000) }) }, { feed: feed() }];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(12_000), at(12_000));
    expect(coverage.end(first, dropped, at(30_000))).toMatchObject({
      isUncovered: false,
      doubt: { cause: "undecided", from: at(5_000), to: at(30_000) },
    });
  });

  test("leaves none if a third one, which is over, had covered the time between", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(5_000) }) };
    const between = { feed: feed({ heardAt: at(20_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add(between, at(4_000), at(4_000));
    coverage.add({ feed: feed() }, at(12_000), at(12_000));
    expect(coverage.end(between, dropped, at(21_000)).doubt).toBeUndefined();
    expect(coverage.end(first, dropped, at(30_000)).doubt).toBeUndefined();
  });

  test("leaves a gap from then on if nobody is left", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(5_000) }) };
    const second = { feed: feed({ heardAt: at(20_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(12_000), at(12_000));
    expect(coverage.end(second, dropped, at(21_000)).isUncovered).toBe(false);
    expect(coverage.end(first, dropped, at(30_000))).toMatchObject({ doubt: undefined });
    expect(coverage.interruptedAt).toEqual(at(5_000));
    expect(coverage.add({ feed: feed() }, at(40_000), at(40_000))).toMatchObject({
      from: at(5_000),
      to: at(40_000),
    });
  });

  test("that had been heard just before leaves none", () => {
    const coverage = coverageOf();
    const first = { feed: feed({ heardAt: at(12_000) }) };
    coverage.add(first, at(0), at(0));
    coverage.add({ feed: feed() }, at(12_000), at(12_000));
    expect(coverage.end(first, dropped, at(12_001)).doubt).toBeUndefined();
  });
});

describe("a feed that lacks an event, and has never brought one", () => {
  const broken = { cause: "connection", error: transportErrorFrom(undefined) } as const;
  const key = (joined: number, heard: number): FeedRecord =>
    keyed({ id: "k", heard, proven: joined, joined });

  test("leaves a doubt about the time that it alone was to cover", () => {
    const coverage = coverageOf();
    const [deaf, other, next] = [key(1_000, 1_000), key(0, 20_000), key(21_000, 60_000)];
    coverage.add(other, at(0), at(0));
    coverage.heard(other, at(500));
    coverage.add(deaf, at(1_000), at(1_000));
    expect(coverage.end(other, dropped, at(20_100)).doubt).toBeUndefined();
    coverage.add(next, at(21_000), at(21_000));
    expect(coverage.doubted(deaf, at(61_000))).toEqual({
      cause: "undecided",
      from: at(20_000),
      to: at(61_000),
    });
    expect(coverage.end(deaf, dropped, at(61_000)).doubt).toBeUndefined();
  });

  test("leaves a doubt if the other one was heard for the first time after it had fallen silent", () => {
    const doubtAfter = (silentFrom: number): unknown => {
      const coverage = coverageOf();
      const [deaf, other] = [key(0, silentFrom), key(0, 60_000)];
      coverage.add(deaf, at(0), at(0));
      coverage.add(other, at(0), at(0));
      other.lastEvent = eventAt(28_000);
      coverage.heard(other, at(28_000));
      return coverage.doubted(deaf, at(33_000));
    };
    expect(doubtAfter(0)).toEqual({ cause: "undecided", from: at(0), to: at(33_000) });
    expect(doubtAfter(20_000)).toEqual({ cause: "undecided", from: at(20_000), to: at(33_000) });
    expect(doubtAfter(28_001)).toBeUndefined();
  });

  test("leaves none where others were there all the time", () => {
    const coverage = coverageOf();
    const [deaf, other] = [key(1_000, 60_000), key(0, 60_000)];
    coverage.add(other, at(0), at(0));
    coverage.add(deaf, at(1_000), at(1_000));
    expect(coverage.doubted(deaf, at(61_000))).toBeUndefined();
    expect(coverage.doubted({ ...other, lastEvent: eventAt(5_000) }, at(61_000))).toBeUndefined();
  });

  test("shows that second sockets may hear nothing: what the first missed before it broke is in doubt", () => {
    const coverage = coverageOf();
    const [first, second, third] = [key(0, 20_000), key(2_000, 70_000), key(36_000, 70_000)];
    coverage.add(first, at(0), at(0));
    coverage.add(second, at(2_000), at(2_000));
    expect(coverage.end(first, broken, at(35_000)).doubt).toBeUndefined();
    coverage.add(third, at(36_000), at(36_000));
    second.lastEvent = eventAt(60_000);
    coverage.heard(second, at(60_000));
    expect(coverage.doubted(third, at(60_100))).toEqual({
      cause: "undecided",
      from: at(20_000),
      to: at(60_100),
    });
    expect(coverage.doubted(third, at(60_200))).toBeUndefined();
  });

  test("covers what comes from its first event on, if others had brought events before", () => {
    const doubtAfter = (outheardAt: number): unknown => {
      const coverage = coverageOf();
      const [first, second] = [key(0, 20_000), key(2_000, 70_000)];
      coverage.add(first, at(0), at(0));
      coverage.add(second, at(2_000), at(2_000));
      coverage.heard(first, at(outheardAt));
      second.lastEvent = eventAt(34_900);
      coverage.heard(second, at(34_900));
      return coverage.end(first, broken, at(35_000)).doubt;
    };
    expect(doubtAfter(3_000)).toEqual({ cause: "undecided", from: at(20_000), to: at(35_000) });
    expect(doubtAfter(34_800)).toBeUndefined();
  });

  test("shows nothing of the kind once a younger socket has brought an event, or if the first one was closed", () => {
    type Act = (coverage: Coverage, first: FeedRecord, second: FeedRecord) => void;
    const told = (act: Act): unknown => {
      const coverage = coverageOf();
      const [first, second, third] = [key(0, 20_000), key(2_000, 70_000), key(36_000, 70_000)];
      coverage.add(first, at(0), at(0));
      coverage.add(second, at(2_000), at(2_000));
      act(coverage, first, second);
      coverage.add(third, at(36_000), at(36_000));
      return coverage.doubted(third, at(60_100));
    };
    const closed: Act = (coverage, first) => coverage.end(first, dropped, at(35_000));
    expect(told(closed)).toBeUndefined();
    const heard: Act = (coverage, first, second) => {
      second.lastEvent = eventAt(10_000);
      coverage.heard(second, at(10_000));
      coverage.end(first, broken, at(35_000));
    };
    expect(told(heard)).toBeUndefined();
  });
});

describe("a feed that fell silent before the other one was heard at all", () => {
  const silent = {
    cause: "connection",
    error: new ListenKeyError("TIMEOUT", "silence"),
  } as const;
  const key = (joined: number, heard: number): FeedRecord =>
    keyed({ id: "k", heard, proven: joined, joined });

  /** The first is heard last at 13 s; the second begins at 12 s, and brings its first event then. */
  function play(heardAt: number): { coverage: Coverage; first: FeedRecord } {
    const coverage = coverageOf();
    const [first, second] = [key(0, 13_000), key(12_000, 60_000)];
    coverage.add(first, at(0), at(0));
    coverage.heard(first, at(500));
    coverage.add(second, at(12_000), at(12_000));
    second.lastEvent = eventAt(heardAt);
    coverage.heard(second, at(heardAt));
    return { coverage, first };
  }

  test("leaves a doubt: it may have been heard only because the exchange had noticed by then", () => {
    const { coverage, first } = play(20_000);
    expect(coverage.end(first, silent, at(60_000)).doubt).toEqual({
      cause: "undecided",
      from: at(13_000),
      to: at(60_000),
    });
  });

  test("leaves none if that one was heard while it was still there", () => {
    const { coverage, first } = play(12_900);
    expect(coverage.end(first, silent, at(60_000)).doubt).toBeUndefined();
  });
});

describe("a feed that was taken for deaf, and is given up", () => {
  const key = (joined: number, heard: number): FeedRecord =>
    keyed({ id: "k", heard, proven: joined, joined });

  /** The next one begins at 12 s, and is heard for the first time at 20 s. */
  function doubtAfter(deafHeardAt: number): Interval | undefined {
    const coverage = coverageOf();
    const [first, deaf, next] = [key(0, 5_000), key(1_000, deafHeardAt), key(12_000, 60_000)];
    coverage.add(first, at(0), at(0));
    coverage.add(deaf, at(1_000), at(1_000));
    coverage.heard(first, at(2_000));
    expect(coverage.end(first, dropped, at(10_000)).deaf).toEqual([deaf]);
    coverage.add(next, at(12_000), at(12_000));
    next.lastEvent = eventAt(20_000);
    coverage.heard(next, at(20_000));
    return coverage.end(deaf, dropped, at(60_000)).doubt;
  }

  test("leaves a doubt about what was perhaps told to it alone", () => {
    expect(doubtAfter(9_000)).toEqual({ cause: "undecided", from: at(12_000), to: at(60_000) });
  });

  test("leaves one that is told when the next one is heard at all", () => {
    const coverage = coverageOf();
    const [first, deaf, next] = [key(0, 5_000), key(1_000, 9_000), key(12_000, 70_000)];
    coverage.add(first, at(0), at(0));
    coverage.add(deaf, at(1_000), at(1_000));
    coverage.heard(first, at(2_000));
    coverage.end(first, dropped, at(10_000));
    coverage.add(next, at(12_000), at(12_000));
    expect(coverage.end(deaf, dropped, at(60_000)).doubt).toBeUndefined();
    const told = { cause: "undecided", from: at(12_000), to: at(70_000) };
    expect(coverage.proven(next, at(70_000))).toEqual(told);
    expect(coverage.proven(next, at(80_000))).toBeUndefined();
  });

  test("leaves none if it still lived when the next one was heard", () => {
    expect(doubtAfter(20_001)).toBeUndefined();
  });
});
