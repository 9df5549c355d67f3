import { expect, test } from "vitest";
import { neverBlind } from "../../src/validators/never-blind.ts";
import { provenLive } from "../../src/validators/proven-live.ts";
import { HandMadeDay, HOUR, LENGTH, MINUTE, SECOND } from "./hand-made-day.fixture.ts";

/** Both sockets are half-open from 01:00:00 on, and the stream says so after a while; a third one comes at 01:30:00. */
function frozenDay(saysSoAt: number, day = new HandMadeDay()): HandMadeDay {
  day
    .withKey()
    .freezes(1, HOUR)
    .freezes(2, HOUR)
    .opens(3, HOUR + 30 * MINUTE);
  return day.says("interrupted", saysSoAt).says("live", HOUR + 31 * MINUTE, { proof: "key" });
}

test("half-open sockets are noticed within half a minute where questions are answered", () => {
  expect(frozenDay(HOUR + 30 * SECOND).judgedBy(neverBlind)).toMatchObject({
    checks: 1,
    messages: [],
  });
  expect(frozenDay(HOUR + MINUTE).judgedBy(neverBlind).messages).toEqual([
    "nobody heard anything from 01:00:00.000 to 01:30:00.000, and it said that it was live until 01:01:00.000, instead of 01:00:34.100",
  ]);
});

test("half-open sockets are noticed within ping and deadline where no question is answered", () => {
  const unanswered = { dialect: { probes: "unanswered" } } as const;
  const noticed = (at: number): readonly string[] =>
    frozenDay(at, new HandMadeDay(unanswered)).judgedBy(neverBlind).messages;
  expect(noticed(HOUR + 13 * MINUTE)).toEqual([]);
  expect(noticed(HOUR + 15 * MINUTE)).toHaveLength(1);
});

test("a socket that was never silent long enough to be asked has not answered", () => {
  const day = new HandMadeDay();
  for (let at = SECOND; at < HOUR; at += 20 * SECOND) day.produces(at);
  expect(frozenDay(HOUR + 13 * MINUTE, day).judgedBy(neverBlind).messages).toEqual([]);
});

test("time in which the machine did not run does not count", () => {
  const asleep = frozenDay(HOUR + 20 * MINUTE);
  expect(asleep.judgedBy(neverBlind).messages).toHaveLength(1);
  asleep.suffers("timersLate", [HOUR + 5 * SECOND, HOUR + 19 * MINUTE]);
  expect(asleep.judgedBy(neverBlind).messages).toEqual([]);
});

test("an end that the exchange tells of is known at once", () => {
  const cut = (saysSoAt: number): readonly string[] => {
    const day = new HandMadeDay()
      .withKey()
      .closes(1, HOUR)
      .closes(2, HOUR)
      .opens(3, 2 * HOUR);
    return day.says("interrupted", saysSoAt).judgedBy(neverBlind).messages;
  };
  expect(cut(HOUR + 50)).toEqual([]);
  expect(cut(HOUR + 5 * SECOND)).toHaveLength(1);
});

test("a key that died silently is noticed with the renewal that is due next", () => {
  const dead = (saysSoAt: number, day = new HandMadeDay()): HandMadeDay => {
    day
      .withKey(HOUR - MINUTE)
      .keyDies(1, HOUR)
      .asks(HOUR + 4 * MINUTE, {
        call: "extend",
        status: 400,
        code: -1125,
      });
    return day.says("interrupted", saysSoAt);
  };
  // It was renewed at 00:45:00.700, so the next time by 01:05:00.700.
  expect(dead(HOUR + 5 * MINUTE).judgedBy(neverBlind).messages).toEqual([]);
  expect(dead(HOUR + 40 * MINUTE).judgedBy(neverBlind).messages).toHaveLength(1);
  const hindered = dead(HOUR + 40 * MINUTE);
  for (let at = 4 * MINUTE; at < 40 * MINUTE; at += 30 * SECOND) {
    hindered.asks(HOUR + at, { call: "extend", status: 503, fault: "reply" });
  }
  expect(hindered.judgedBy(neverBlind).messages).toEqual([]);
});

test("a stream that never says that it hears nothing is found at its end", () => {
  const day = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
  expect(day.judgedBy(neverBlind).messages).toHaveLength(1);
});

test("a socket that the exchange tells nothing, although its key is good, nobody can see through", () => {
  const day = new HandMadeDay().withKey().closes(1, HOUR).closes(2, HOUR);
  day.opens(3, HOUR - MINUTE, { silent: true });
  expect(day.judgedBy(neverBlind)).toMatchObject({ messages: [], excused: 1 });
});

test("live by key has a confirmation of the key behind it that came after the socket", () => {
  const again = (confirmedAt: number): readonly string[] => {
    const day = new HandMadeDay().withKey(HOUR).closes(1, HOUR).closes(2, HOUR);
    day.opens(3, HOUR + SECOND).renews(1, confirmedAt);
    return day.says("live", HOUR + 2 * SECOND, { proof: "key" }).judgedBy(provenLive).messages;
  };
  expect(again(HOUR + 1_500)).toEqual([]);
  expect(again(HOUR + 900)).toEqual([
    "it said that it was live at 01:00:02.000, by key, and the exchange knows nothing of that",
  ]);
  expect(again(HOUR + 3_000)).toHaveLength(1);
});

test("live by key needs a socket that names this key", () => {
  const day = new HandMadeDay().withKey(HOUR).closes(1, HOUR).closes(2, HOUR);
  day.opens(3, HOUR + SECOND, { key: 1 }).key(2, HOUR + SECOND);
  day.asks(HOUR + 1_500, { call: "create", key: 2 }).says("live", HOUR + 2_000, { proof: "key" });
  expect(day.judgedBy(provenLive).messages).toHaveLength(1);
});

test("live by subscription has one", () => {
  const day = new HandMadeDay({ way: "spot by signature" }).subscribes(1, 900);
  expect(day.judgedBy(provenLive).messages).toEqual([]);
  day.closes(1, HOUR).unsubscribes(1, HOUR);
  day.says("live", HOUR + SECOND, { proof: "subscription" });
  expect(day.judgedBy(provenLive).messages).toHaveLength(1);
});

test("live by event has a socket that could bring one", () => {
  const day = new HandMadeDay().withKey().says("live", HOUR, { proof: "event" });
  expect(day.judgedBy(provenLive)).toMatchObject({ checks: 2, messages: [] });
  day
    .closes(1, HOUR)
    .closes(2, HOUR)
    .says("live", LENGTH - MINUTE, { proof: "event" });
  expect(day.judgedBy(provenLive).messages).toHaveLength(1);
});

test("live by nothing is no live", () => {
  const day = new HandMadeDay().withKey().says("live", HOUR);
  expect(day.judgedBy(provenLive).messages).toHaveLength(1);
});
