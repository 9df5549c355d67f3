import { expect, test } from "vitest";
import { nothingLost } from "../../src/validators/nothing-lost.ts";
import {
  epoch,
  HandMadeDay,
  HOUR,
  MINUTE,
  SECOND,
  type DayChoices,
} from "./hand-made-day.fixture.ts";
import { cutDay, gapOn } from "./gaps.fixture.ts";

test("a gap for a time without a feed is justified, with what the sockets may have been silent before", () => {
  expect(gapOn(cutDay(), HOUR - 20 * SECOND, HOUR + 12 * SECOND)).toEqual([]);
  // Questions are answered, so nobody is silent for longer than 30 s.
  expect(gapOn(cutDay(), HOUR - 33 * SECOND, HOUR + 12 * SECOND)).toEqual([]);
  expect(gapOn(cutDay(), HOUR - 40 * SECOND, HOUR + 12 * SECOND)).toEqual([
    "gap 1 (connection, 00:59:20.000 to 01:00:12.000) begins too early: outage 01:00:00.000 to 01:00:10.000, so not before 00:59:26.440",
  ]);
});

test("where no question is answered the exchange's own ping and its deadline are the bound", () => {
  const unanswered = { dialect: { probes: "unanswered" } } as const;
  expect(gapOn(cutDay(unanswered), HOUR - 12 * MINUTE, HOUR + 12 * SECOND)).toEqual([]);
  expect(gapOn(cutDay(unanswered), HOUR - 14 * MINUTE, HOUR + 12 * SECOND)).toHaveLength(1);
});

test("time in which the machine did not run comes on top", () => {
  const asleep = (): HandMadeDay =>
    cutDay().suffers("suspended", [HOUR - 9 * MINUTE, HOUR + 5 * SECOND]);
  expect(gapOn(asleep(), HOUR - 9 * MINUTE - 20 * SECOND, HOUR + 12 * SECOND)).toEqual([]);
  expect(gapOn(asleep(), HOUR - 10 * MINUTE, HOUR + 12 * SECOND)).toHaveLength(1);
});

test("a gap without any reason is found, and one within the life of a healthy socket, too", () => {
  const messages = gapOn(new HandMadeDay().withKey(), HOUR, HOUR + MINUTE);
  expect(messages).toEqual([
    "gap 1 (connection, 01:00:00.000 to 01:01:00.000) covers no time without a feed, and no feed was in doubt",
  ]);
});

test("a feed that takes over without a hole proves nothing of the time before it came", () => {
  const day = new HandMadeDay({ sockets: 1 }).withKey().closes(2, MINUTE);
  day.opens(3, HOUR).closes(1, HOUR + SECOND);
  expect(gapOn(day, HOUR - 20 * SECOND, HOUR + 2 * SECOND)).toEqual([]);
});

test("a feed that nothing had proved is none, although it heard", () => {
  const proved = (at: number): readonly string[] => {
    const day = new HandMadeDay({ sockets: 1 }).withKey(HOUR - MINUTE).leaves(2, MINUTE);
    day
      .opens(3, HOUR)
      .closes(1, HOUR + 20 * SECOND)
      .renews(1, at);
    day.asks(HOUR + 20 * SECOND, { call: "extend", status: 503, fault: "reply" });
    return gapOn(day, HOUR + 10 * SECOND, HOUR + 50 * SECOND);
  };
  expect(proved(HOUR + 50 * SECOND - 50)).toEqual([]);
  expect(proved(HOUR + 15 * SECOND)).toHaveLength(1);
});

test("a socket whose frames were spoilt is in doubt", () => {
  const day = new HandMadeDay().withKey();
  day.produces(HOUR);
  day.sends(1, HOUR, "drop").sends(2, HOUR);
  expect(gapOn(day.given(`{"e":"X","E":0,"n":0}`, HOUR), HOUR, HOUR + MINUTE)).toEqual([]);
});

test("a gap may last until something proves the new feed, as long as something stood in the way", () => {
  const late = HOUR + 40 * SECOND;
  expect(gapOn(cutDay(), HOUR - SECOND, late)).toEqual([
    "gap 1 (connection, 00:59:59.000 to 01:00:40.000) ends too late: outage 01:00:00.000 to 01:00:10.000, and nothing stood in the way of a proof",
  ]);
  const refused = cutDay().asks(HOUR + 12 * SECOND, { status: 503, fault: "reply" });
  expect(gapOn(refused, HOUR - SECOND, late)).toEqual([]);
  const silenced = cutDay().asks(HOUR + 12 * SECOND, { status: 429, fault: "reply" });
  silenced.limits(HOUR + 12 * SECOND, HOUR + 20 * MINUTE);
  expect(gapOn(silenced, HOUR - SECOND, HOUR + 20 * MINUTE)).toEqual([]);
});

test("a gap reaches no further beyond the time when it was told than clocks are in doubt", () => {
  const reaching = (ms: number): readonly string[] => {
    const toldAt = HOUR + 12 * SECOND;
    const day = cutDay().says("live", toldAt, { proof: "key" });
    return day.gap(HOUR, toldAt + ms, { toldAt }).judgedBy(nothingLost).messages;
  };
  expect(reaching(7 * SECOND)).toEqual([]);
  expect(reaching(9 * SECOND)).toHaveLength(1);
});

test("where many listen keys have to be confirmed at once the limit that they share stands in the way", () => {
  const crowded = (accounts: number): readonly string[] => {
    const day = cutDay();
    const others = Array.from({ length: accounts - 1 }, (_, index) => `account-${index}`);
    for (const account of others) day.programs.push(day.program(account, { account }));
    day.says("live", HOUR + 40 * SECOND, { proof: "key" }).gap(HOUR - SECOND, HOUR + 40 * SECOND);
    const evidence = day.evidence();
    const more = others.map(
      (id) => ({ id, way: "umfutures", perMinute: 1, oddPerHour: 0 }) as const,
    );
    const accountsOfDay = [...evidence.plan.accounts, ...more];
    const plan = { ...evidence.plan, accounts: accountsOfDay };
    const { violations } = nothingLost.judge({ ...evidence, plan });
    return violations.filter(({ who }) => who === "p1").map(({ message }) => message);
  };
  // Half of 2,400 a minute, without the burst.
  expect(crowded(400)).toEqual([]);
  expect(crowded(300)).toEqual([
    "gap 1 (connection, 00:59:59.000 to 01:00:40.000) ends too late: outage 01:00:00.000 to 01:00:10.000, and nothing stood in the way of a proof",
  ]);
});

/** Another account's dials in a row: how many, the first so long before 01:00:00, and one so long after another. */
interface Dials {
  readonly count: number;
  readonly before: number;
  readonly everyMs: number;
  readonly client?: string;
}

test("sockets that nothing proves to be dead may be kept while the dial budget is in use, and no longer", () => {
  const queued = ({ count, before, everyMs, client = "m1" }: Dials, gapFrom: number): number => {
    const day = cutDay({ dialect: { probes: "unanswered" } });
    const { at, expiresAt } = { at: 300, expiresAt: epoch(3 * HOUR) };
    const owner = { account: "bob", product: "umfutures", by: "request" } as const;
    day.writes({ kind: "keyCreated", at, key: 9, ...owner, expiresAt });
    for (let place = 0; place < count; place += 1) {
      day.opens(100 + place, HOUR - before + place * everyMs, { key: 9, client });
    }
    day.says("live", HOUR + 12 * SECOND, { proof: "key" }).gap(gapFrom, HOUR + 12 * SECOND);
    const evidence = day.evidence();
    const bob = { id: "bob", way: "umfutures", perMinute: 1, oddPerHour: 0 } as const;
    const plan = { ...evidence.plan, accounts: [...evidence.plan.accounts, bob] };
    return nothingLost.judge({ ...evidence, plan }).violations.length;
  };
  // The exchange's own ping and its deadline are 13 minutes; another socket is wanted three minutes before the cut.
  const from = HOUR - 16 * MINUTE;
  expect(queued({ count: 0, before: 0, everyMs: 0 }, from)).toBe(1);
  const atPace = { count: 240, before: 4 * MINUTE, everyMs: SECOND };
  expect(queued(atPace, from)).toBe(0);
  expect(queued({ ...atPace, client: "m2" }, from)).toBe(1);
  expect(queued({ ...atPace, count: 230 }, from)).toBe(1);
  expect(queued({ ...atPace, everyMs: 1_500 }, from)).toBe(1);
  // The first forty wait for nobody.
  expect(queued(atPace, from - 30 * SECOND)).toBe(1);
  const spent = { count: 240, before: 4 * MINUTE, everyMs: 100 };
  expect(queued(spent, from)).toBe(0);
  expect(queued({ ...spent, count: 239 }, from)).toBe(1);
});

test("a clock that was set meanwhile makes gaps as wrong as it is", () => {
  const set = cutDay().suffers("wallMoved", [HOUR - 5 * MINUTE, HOUR - 5 * MINUTE], {
    size: -10 * MINUTE,
  });
  expect(gapOn(set, HOUR - 8 * MINUTE, HOUR + 12 * SECOND)).toEqual([]);
});

test("backlogs and doubts need no outage", () => {
  const day = new HandMadeDay().withKey();
  day.gap(HOUR, HOUR + MINUTE, { cause: "undecided" }).gap(HOUR, 2 * HOUR, { cause: "backlog" });
  expect(day.judgedBy(nothingLost).messages).toEqual([]);
});

test("an event on the wrong side of a gap is found", () => {
  const day = cutDay().says("live", HOUR + 12 * SECOND, { proof: "key" });
  const text = day.produces(HOUR - MINUTE);
  day
    .sends(1, HOUR - MINUTE)
    .gap(HOUR - SECOND, HOUR + 12 * SECOND)
    .given(text, HOUR + MINUTE);
  expect(day.judgedBy(nothingLost).messages).toEqual([
    "gapMisplaced: the gap 1 begins at 00:59:59.000, but stands before an event of 00:59:00.000",
  ]);
});

/** A day on which the program closes both of its healthy sockets. */
function closingDay(choices: DayChoices = {}): HandMadeDay {
  const day = new HandMadeDay(choices).withKey();
  day
    .leaves(1, HOUR)
    .leaves(2, HOUR)
    .opens(3, HOUR + SECOND);
  day.says("interrupted", HOUR).says("live", HOUR + 2 * SECOND, { proof: "key" });
  return day.gap(HOUR - 10 * SECOND, HOUR + 2 * SECOND);
}

test("a stream that closes its last healthy socket without need is found, however true its gap", () => {
  expect(closingDay().judgedBy(nothingLost).messages).toEqual([
    "it closed the last socket that could hear at 01:00:00.000, without need",
  ]);
  const failedOnce = closingDay().asks(HOUR - 100, { status: 503, fault: "reply" });
  expect(failedOnce.judgedBy(nothingLost).messages).toHaveLength(1);
});

test("a stream may close its last healthy socket if it has reason to mistrust it, or its key", () => {
  const clean: readonly string[] = [];
  const deaf = closingDay().suffers("deaf", [HOUR - 30 * SECOND, HOUR - 30 * SECOND]);
  expect(deaf.judgedBy(nothingLost).messages).toEqual(clean);
  const set = closingDay().suffers("wallMoved", [HOUR - SECOND, HOUR - SECOND], { size: HOUR });
  expect(set.judgedBy(nothingLost).messages).toEqual(clean);
  const deceived = closingDay()
    .opens(4, MINUTE)
    .freezes(4, HOUR - SECOND);
  expect(deceived.judgedBy(nothingLost).messages).toEqual(clean);
  const alone = closingDay({ dialect: { secondSocket: "evicts" } });
  expect(alone.judgedBy(nothingLost).messages).toEqual(clean);
});
