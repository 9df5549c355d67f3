import { expect, test } from "vitest";
import { nothingLost } from "../../src/validators/nothing-lost.ts";
import { cutDay, gapOn } from "./gaps.fixture.ts";
import { HandMadeDay, HOUR, MINUTE, SECOND } from "./hand-made-day.fixture.ts";

test("a socket that is tuned to another account's key, too, right behind a gap has not ended", () => {
  const day = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
  day.opens(3, HOUR + MINUTE).says("interrupted", HOUR + 100);
  const at = HOUR + MINUTE + 300;
  const keys = { keys: [1, 2], accounts: ["alice", "bob"], silent: false };
  day.writes({ kind: "socketRetuned", at, socket: 3, ...keys });
  day.says("live", at - 20, { proof: "key" }).gap(HOUR - 20 * SECOND, at + 10);
  expect(day.judgedBy(nothingLost).messages).toEqual([]);
});

test("a hole that the stream was live again after is what the gap before is for", () => {
  const later = HOUR + 40 * SECOND;
  const takenOver = (liveAgainAt: number, interruptedAt = later + 10): readonly string[] => {
    const day = cutDay().says("live", liveAgainAt, { proof: "key" });
    day
      .opens(4, later - 100)
      .closes(3, later)
      .says("interrupted", interruptedAt);
    return gapOn(day, HOUR + 9 * SECOND, later + 100);
  };
  expect(takenOver(HOUR + 11 * SECOND)).toEqual([]);
  expect(takenOver(HOUR + 11 * SECOND, later - 10)).toEqual([]);
  expect(takenOver(later + 50)).toEqual([
    "gap 1 (connection, 01:00:09.000 to 01:00:40.100) ends too late: outage 01:00:09.000 to 01:00:10.000, and nothing stood in the way of a proof",
  ]);
  // It may be half-open from the moment on at which it made the stream live.
  expect(takenOver(later)).toEqual(takenOver(later + 50));
});

test("what ends after a gap was told is not what it is for, however far it reaches", () => {
  const toldAt = (at: number): readonly string[] => {
    const end = 2 * HOUR + SECOND;
    const day = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
    day
      .says("interrupted", HOUR + 100)
      .opens(3, 2 * HOUR)
      .opens(4, end - 150);
    day.says("live", end - 200, { proof: "key" }).closes(3, end - 100);
    return day.gap(HOUR - 20 * SECOND, end, { toldAt: at }).judgedBy(nothingLost).messages;
  };
  expect(toldAt(2 * HOUR + 800)).toEqual([]);
  expect(toldAt(2 * HOUR + 1_000)).toEqual([
    "gap 1 (connection, 00:59:40.000 to 02:00:01.000) begins too early: outage 02:00:00.900 to 02:00:00.900, so not before 01:46:57.340",
  ]);
});

test("a socket that its client gives up has ended for it before the exchange learns of that", () => {
  const leftAt = (at: number): readonly string[] => {
    const day = new HandMadeDay({ sockets: 1 }).withKey().closes(2, MINUTE);
    day.opens(3, HOUR - 50).leaves(1, at);
    day.says("interrupted", HOUR - 10).says("live", HOUR, { proof: "key" });
    const gap = day.gap(HOUR - 20 * SECOND, HOUR + SECOND, { toldAt: HOUR });
    return gap.judgedBy(nothingLost).messages;
  };
  expect(leftAt(HOUR + 20)).toEqual([]);
  expect(leftAt(HOUR + MINUTE)).toEqual([
    "gap 1 (connection, 00:59:40.000 to 01:00:01.000) covers no time without a feed, and no feed was in doubt",
  ]);
});

test("where the key has died meanwhile the gap begins with its last renewal, and not before", () => {
  const died = (from: number): readonly string[] => {
    const day = new HandMadeDay().withKey(HOUR).keyDies(1, HOUR);
    // That brings another key, so it proves nothing of this one.
    day.asks(HOUR - 1, { call: "create", key: 2 });
    day.asks(HOUR + 4 * MINUTE, { call: "create", key: 2 }).key(2, HOUR + 4 * MINUTE);
    day.leaves(1, HOUR + 4 * MINUTE).leaves(2, HOUR + 4 * MINUTE);
    day.opens(3, HOUR + 4 * MINUTE + SECOND, { key: 2 }).says("interrupted", HOUR + 4 * MINUTE);
    return gapOn(day, from, HOUR + 4 * MINUTE + 2 * SECOND);
  };
  // The last renewal before that was at 00:45:00.700.
  expect(died(HOUR - 15 * MINUTE)).toEqual([]);
  expect(died(HOUR - 16 * MINUTE)).toHaveLength(1);
});

test("a subscription whose answer may be held up proves nothing yet, unless an event had come on it before the gap", () => {
  const judged = (subscribedAt: number, event?: { at: number; fault?: string }) => {
    const day = new HandMadeDay({ way: "spot by signature", sockets: 1 }).subscribes(1, 500);
    day.suffers("reordered", [HOUR - MINUTE, HOUR], { size: 15_000 }).subscribes(3, subscribedAt);
    if (event !== undefined) {
      const raw = day.produces(event.at);
      day.sends(1, event.at).sends(3, event.at, event.fault);
      day.given(raw, event.at + 20);
    }
    day
      .closes(1, HOUR)
      .unsubscribes(1, HOUR)
      .says("interrupted", HOUR + 20);
    return gapOn(day, HOUR - SECOND, HOUR + 500);
  };
  const needless = [expect.stringMatching(/covers no time without a feed/)];
  expect(judged(HOUR - 10 * SECOND)).toEqual([]);
  expect(judged(HOUR - 16 * SECOND)).toEqual(needless);
  expect(judged(HOUR - 2 * MINUTE)).toEqual(needless);
  expect(judged(HOUR - 10 * SECOND, { at: HOUR - 9 * SECOND })).toEqual(needless);
  expect(judged(HOUR - 10 * SECOND, { at: HOUR - 500 })).toEqual([]);
  // It never came there.
  const dropped = { at: HOUR - 9 * SECOND, fault: "closed" };
  expect(judged(HOUR - 10 * SECOND, dropped)).toEqual([]);
});

test("whoever slept over the answer to their first question knows the time no better than to that sleep", () => {
  const begunAt = (from: number, access: "signature" | "token"): readonly string[] => {
    const way = access === "signature" ? "spot by signature" : "margin-cross by token";
    const day = new HandMadeDay({ way, sockets: 1 }).subscribes(1, 900);
    day
      .suffers("suspended", [2 * SECOND, HOUR])
      .closes(1, MINUTE)
      .unsubscribes(1, MINUTE);
    day.subscribes(2, HOUR + 100).says("interrupted", HOUR);
    return day
      .says("live", HOUR + 200, { proof: "subscription" })
      .gap(from, HOUR + SECOND)
      .judgedBy(nothingLost).messages;
  };
  expect(begunAt(SECOND - HOUR, "signature")).toEqual([]);
  expect(begunAt(SECOND - HOUR, "token")).toHaveLength(1);
  expect(begunAt(SECOND - 2 * HOUR, "signature")).toHaveLength(1);
});
