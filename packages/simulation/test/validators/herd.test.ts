import { expect, test } from "vitest";
import { noHerd } from "../../src/validators/no-herd.ts";
import type { Word } from "../../src/run/evidence.ts";
import {
  epoch,
  HandMadeDay,
  HOUR,
  MINUTE,
  SECOND,
  type DayChoices,
} from "./hand-made-day.fixture.ts";

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

type CrowdWay = "margin-cross by token" | "umfutures";

/**
 * What is said of 150 accounts. So many of them have their first socket at once, 30 their second one right after that,
 * and the others their first one a second later.
 */
function judgedCrowd(way: CrowdWay, atOnce: number, pausesUntil?: number): readonly string[] {
  const day = new HandMadeDay({ ...STEADY, way });
  const accounts = Array.from({ length: 150 }, (_, index) => `account-${index}`);
  for (const account of accounts) day.programs.push(day.program(account, { account, sockets: 2 }));
  for (const socket of [1, 2]) opensApi(day, socket);
  accounts.forEach((account, index) => {
    const first = index < atOnce ? SECOND : 2 * SECOND;
    const second = index < 30 ? SECOND + 10 : 3 * SECOND;
    for (const [lane, at] of [first, second].entries())
      hears(day, way, { account, index, lane, at });
  });
  const evidence = day.evidence();
  const ofDay = accounts.map((id) => ({ id, way, perMinute: 1, oddPerHour: 0 }));
  const plan = { ...evidence.plan, accounts: [...evidence.plan.accounts, ...ofDay] };
  const streams = evidence.streams.flatMap((session) =>
    accounts.slice(atOnce).map((name) => ({
      ...session,
      plan: { ...session.plan, name },
      words: pausesUntil === undefined ? [] : [failedUntil(pausesUntil)],
    })),
  );
  const { violations } = noHerd.judge({ ...evidence, plan, streams });
  return violations.map(({ message }) => message).filter((message) => message.includes("second"));
}

/** A stream says that it tries again then. */
function failedUntil(at: number): Word {
  const event = { lane: 0, attempt: 1, retryAt: epoch(at) };
  return { name: "attemptFailed", at: epoch(100), state: "opening", event };
}

function opensApi(day: HandMadeDay, socket: number): void {
  const place = { ip: "10.0.0.1", client: "m1", host: "ws-api.binance.com", path: "/ws-api/v3" };
  const tuning = { keys: [], accounts: [], silent: true };
  day.writes({ kind: "socketOpened", at: 100, ...place, socket, ...tuning });
}

/** An account begins to hear: on a socket of its own, or by a subscription. */
function hears(day: HandMadeDay, way: CrowdWay, to: Hearing): void {
  const { account, index, lane, at } = to;
  if (way === "umfutures") {
    const key = index + 1;
    const owner = { key, account, product: "umfutures", expiresAt: HOUR, by: "request" } as const;
    if (lane === 0) day.writes({ kind: "keyCreated", at: 200, ...owner });
    day.opens(10 + 2 * index + lane, at, { key });
  } else {
    const what = { socket: lane + 1, subscription: index, account, by: "token" } as const;
    day.writes({ kind: "subscribed", at, ...what, product: "margin-cross" });
  }
}

interface Hearing {
  readonly account: string;
  readonly index: number;
  readonly lane: number;
  readonly at: number;
}

test("in a crowd first sockets come before second ones, but for as many as need not wait", () => {
  const found = [
    "30 of 150 accounts had their second socket before others had their first, after 00:00:00.000",
  ];
  // Dials wait for each other from the 40th on, subscriptions from the 75th.
  expect(judgedCrowd("umfutures", 115)).toEqual([]);
  expect(judgedCrowd("umfutures", 100)).toEqual(found);
  expect(judgedCrowd("margin-cross by token", 100)).toEqual([]);
  expect(judgedCrowd("margin-cross by token", 70)).toEqual(found);
  // Who pauses after a failure waits for no turn.
  expect(judgedCrowd("margin-cross by token", 70, 1_400)).toEqual([]);
  expect(judgedCrowd("margin-cross by token", 70, 400)).toEqual(found);
});
