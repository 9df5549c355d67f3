import { transportErrorFrom } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import { at, coverageOf, dropped, eventAt, feed, keyed } from "./coverage.fixture.ts";
import type { FeedRecord } from "./feed-record.ts";

const broken = { cause: "connection", error: transportErrorFrom(undefined) } as const;

/** A feed without a key of its own that brought its last event then. */
function silentSince(ms: number): FeedRecord {
  return { feed: feed({ heardAt: at(60_000) }), lastEvent: { ...eventAt(0), readAt: at(ms) } };
}

/** That feed, and another one that was heard until then and has broken, or not yet. */
function besideAnother(
  silentMs: number,
  other: { readonly heard: number; readonly broke?: number },
) {
  const coverage = coverageOf();
  const [silent, second] = [silentSince(silentMs), { feed: feed({ heardAt: at(other.heard) }) }];
  coverage.add(silent, at(0), at(0));
  coverage.add(second, at(0), at(0));
  if (other.broke !== undefined) coverage.end(second, broken, at(other.broke));
  return { coverage, silent, other: second };
}

describe("a feed that lacks what was brought since its last event", () => {
  test("leaves a doubt about the time that it alone was to cover", () => {
    const { coverage, silent } = besideAnother(1_000, { heard: 3_000, broke: 3_100 });
    coverage.add({ feed: feed() }, at(4_000), at(4_000));
    expect(coverage.doubted(silent, at(7_000))).toEqual({
      cause: "undecided",
      from: at(3_000),
      to: at(7_000),
    });
  });

  test("leaves none if somebody else has covered all the time", () => {
    const { coverage, silent, other } = besideAnother(1_000, { heard: 5_000 });
    coverage.add({ feed: feed() }, at(4_000), at(4_000));
    coverage.end(other, broken, at(5_100));
    expect(coverage.doubted(silent, at(7_000))).toBeUndefined();
    expect(coverage.isSilent(silent)).toBe(false);
  });

  test("leaves none if it has brought others since: it has lost one event, and hears", () => {
    const { coverage, silent } = besideAnother(3_500, { heard: 3_000, broke: 3_100 });
    coverage.add({ feed: feed() }, at(4_000), at(4_000));
    expect(coverage.doubted(silent, at(7_000))).toBeUndefined();
  });

  test("counts for nothing where there is nobody else, and leaves a doubt until there is", () => {
    const { coverage, silent } = besideAnother(1_000, { heard: 3_000, broke: 3_100 });
    expect(coverage.doubted(silent, at(7_000))).toBeUndefined();
    expect(coverage.isSilent(silent)).toBe(true);
    expect(coverage.isLive).toBe(false);
    expect(coverage.interruptedAt).toEqual(at(3_000));
    const doubt = { cause: "undecided", from: at(3_000), to: at(8_000) };
    expect(coverage.add({ feed: feed() }, at(8_000), at(8_000))).toEqual(doubt);
    expect(coverage.isSilent(silent)).toBe(false);
    expect(coverage.add({ feed: feed() }, at(9_000), at(9_000))).toBeUndefined();
  });

  test("leaves the same doubt if it has ended before there is another one", () => {
    const { coverage, silent } = besideAnother(1_000, { heard: 3_000, broke: 3_100 });
    coverage.doubted(silent, at(7_000));
    expect(coverage.end(silent, dropped, at(60_000))).toMatchObject({
      isUncovered: false,
      deaf: [],
    });
    const doubt = { cause: "undecided", from: at(3_000), to: at(61_000) };
    expect(coverage.add({ feed: feed() }, at(61_000), at(61_000))).toEqual(doubt);
  });
});

describe("a feed that was taken for deaf, and was there before the other one had begun", () => {
  /** The first one is counted on from 0; the other one begins, is heard, and breaks, and a third one takes its place. */
  function afterDeafness(otherFrom: number) {
    const coverage = coverageOf();
    const key = (joined: number, heard: number): FeedRecord =>
      keyed({ id: "k", heard, proven: joined, joined });
    const [deaf, other, next] = [key(0, 0), key(otherFrom, 5_000), key(6_000, 60_000)];
    coverage.add(deaf, at(0), at(0));
    coverage.add(other, at(otherFrom), at(otherFrom));
    coverage.heard(other, at(2_000));
    other.lastEvent = eventAt(2_000);
    expect(coverage.end(other, broken, at(5_100)).deaf).toEqual([deaf]);
    coverage.add(next, at(6_000), at(6_000));
    next.firstEventAt = at(6_000);
    next.lastEvent = eventAt(6_000);
    return coverage.end(deaf, broken, at(60_000)).doubt;
  }

  test("leaves a doubt from its own beginning on", () => {
    const doubt = { cause: "undecided", from: at(0), to: at(60_000) };
    expect(afterDeafness(1_000)).toEqual(doubt);
  });

  test("leaves none about the beginning if the other one had begun as early", () => {
    expect(afterDeafness(0)?.from).not.toEqual(at(0));
  });
});
