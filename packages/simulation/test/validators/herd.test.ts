import { expect, test } from "vitest";
import { noHerd } from "../../src/validators/no-herd.ts";
import { WAYS, type WayName } from "../../src/plan/ways.ts";
import { HandMadeDay, HOUR, MINUTE, SECOND, type DayChoices } from "./hand-made-day.fixture.ts";

/** A way out on which nothing varies by more than two milliseconds. */
const STEADY: DayChoices = { latencyMs: { min: 5, max: 6 }, sockets: 1 };

/** A day of one socket that is cut every five minutes, and opened again after pauses. */
function flappingDay(pauses: readonly number[], choices: DayChoices = STEADY): HandMadeDay {
  const day = new HandMadeDay(choices).withKey().closes(2, 600);
  pauses.forEach((pause, place) => {
    const at = (place + 1) * 5 * MINUTE;
    day.closes(place === 0 ? 1 : place + 10, at).opens(place + 11, at + pause);
  });
  return day;
}

test("pauses that are all as long as the longest are not drawn", () => {
  const fixed = [261, 260, 262, 261, 260];
  expect(flappingDay(fixed).judgedBy(noHerd).messages).toEqual([
    "5 pauses after a drop, and hardly any shorter than the longest: they are not drawn",
  ]);
  expect(flappingDay([261, 30, 120, 250, 90]).judgedBy(noHerd).messages).toEqual([]);
});

test("on a way out that varies much more pauses have to be alike before that is certain", () => {
  const varied = { ...STEADY, latencyMs: { min: 5, max: 130 } };
  expect(flappingDay([261, 300, 262, 340, 400], varied).judgedBy(noHerd).messages).toEqual([]);
});

test("pauses after handshakes that were refused are drawn, too", () => {
  const refused = (pauses: readonly number[]): readonly string[] => {
    const day = new HandMadeDay(STEADY).withKey().closes(2, 600);
    pauses.forEach((pause, place) => {
      const at = (place + 1) * 5 * MINUTE;
      day.closes(place === 0 ? 1 : place + 10, at).refuses(at + 130);
      day.opens(place + 11, at + 130 + pause);
    });
    return day.judgedBy(noHerd).messages;
  };
  expect(refused([510, 512, 511, 510, 511])).toEqual([
    "5 pauses after a refused handshake, and hardly any shorter than the longest: they are not drawn",
  ]);
  expect(refused([510, 312, 11, 510, 111])).toEqual([]);
});

test("more than 240 dials in five minutes are found", () => {
  const busy = (count: number): readonly string[] => {
    const day = new HandMadeDay().withKey();
    for (let made = 0; made < count; made += 1) {
      day.refuses(HOUR + made * SECOND, { status: 502 });
    }
    return day.judgedBy(noHerd).messages;
  };
  expect(busy(240)).toEqual([]);
  expect(busy(241)).toEqual(["241 dials in five minutes, for fapi"]);
});

test("a limit that no fault has made up was earned", () => {
  const day = new HandMadeDay().withKey().asks(HOUR, { status: 429, fault: "reply" });
  expect(day.judgedBy(noHerd).messages).toEqual([]);
  expect(day.asks(HOUR + SECOND, { status: 429 }).judgedBy(noHerd).messages).toEqual([
    "it earned a 429 at 01:00:01.000",
  ]);
});

/** What is said of a hundred accounts, each with a first socket and, as it is written, a second one, in milliseconds. */
function judgedCrowd(way: WayName, opened: readonly (readonly [number, number])[]): readonly string[] {
  const day = new HandMadeDay({ way, ...STEADY });
  const accounts = opened.map((_, index) => `account-${index}`);
  for (const account of accounts) day.programs.push(day.program(account, { account, sockets: 2 }));
  opened.forEach((times, index) => {
    times.forEach((at, lane) => hears(day, { way, index, lane, at }));
  });
  const evidence = day.evidence();
  const more = accounts.map((id) => ({ id, way, perMinute: 1, oddPerHour: 0 }));
  const plan = { ...evidence.plan, accounts: [...evidence.plan.accounts, ...more] };
  return noHerd.judge({ ...evidence, plan }).violations.map(({ message }) => message);
}

/** An account begins to hear. */
function hears(
  day: HandMadeDay,
  to: { readonly way: WayName; readonly index: number; readonly lane: number; readonly at: number },
): void {
  const { way, index, lane, at } = to;
  const account = `account-${index}`;
  if (WAYS[way].access !== "listenKey") {
    const socket = lane + 1;
    day.writes({ kind: "subscribed", at, socket, subscription: index, account, product: "margin-cross", by: "token" });
    return;
  }
  const key = index + 1;
  const owner = { key, account, product: "umfutures", expiresAt: HOUR, by: "request" } as const;
  if (lane === 0) day.writes({ kind: "keyCreated", at: 1, ...owner });
  day.opens(10 + 2 * index + lane, at, { key });
}
