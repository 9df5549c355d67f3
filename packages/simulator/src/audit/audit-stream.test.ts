import { expect, test } from "vitest";
import { HandMadeDay, kindsOf } from "./audit.fixture.ts";
import type { WsRequestRecord } from "../log/log-record.ts";
import type { StreamAudit } from "./audit-stream.ts";
import { LogIndex } from "./log-index.ts";

test("a stream that brought everything has no findings", () => {
  const day = new HandMadeDay();
  for (let at = 1; at <= 100; at += 1) day.passes(at);
  expect(day.audit()).toMatchObject({
    produced: 100,
    delivered: 100,
    lost: 0,
    twice: 0,
    findings: [],
  });
});

test("an audit that had nothing to look at is no success", () => {
  const audit = new HandMadeDay().audit();
  expect(audit).toMatchObject({ checks: 0, produced: 0 });
  expect(kindsOf(audit)).toEqual(["nothingChecked"]);
});

test("an event that was not delivered, and lies in no gap, is lost", () => {
  const day = new HandMadeDay().passes(1);
  day.produces(2);
  day.passes(3);
  const audit = day.audit();
  expect(audit).toMatchObject({ produced: 3, delivered: 2, lost: 1 });
  expect(kindsOf(audit)).toEqual(["lost"]);
});

test("events under way at the edges are neither lost nor due", () => {
  const day = new HandMadeDay();
  const early = day.produces(-5);
  day.produces(-4);
  day.given(early).passes(10);
  day.produces(3_600_000 - 500);
  day.passes(3_600_000 - 300);
  expect(day.audit()).toMatchObject({ produced: 1, delivered: 3, lost: 0, findings: [] });
  expect(day.audit({ underWayMs: 0 })).toMatchObject({ lost: 1 });
});

test("only the events of the account's product are due, and those that were wanted", () => {
  const day = new HandMadeDay().passes(1);
  day.produces(2, `{"e":"X","E":2}`, "spot");
  day.produces(3, `{"e":"Y","E":3}`);
  expect(day.audit({ events: ["X"] })).toMatchObject({ produced: 1, lost: 0, findings: [] });
  expect(day.audit({ account: "bob" })).toMatchObject({ produced: 0, foreign: 1 });
});

test("what the exchange says about the stream itself is not due", () => {
  const day = new HandMadeDay().passes(1);
  day.produces(2, `{"e":"eventStreamTerminated","E":2}`);
  expect(day.audit()).toMatchObject({ produced: 1, findings: [] });
});

test("an event is delivered twice if its text came more often than it was produced", () => {
  const day = new HandMadeDay();
  const same = `{"e":"X","E":7}`;
  day.passes(7, same).passes(7, same);
  expect(day.audit().findings).toEqual([]);
  expect(kindsOf(day.given(same).audit())).toEqual(["twice"]);
});

test("an event that the account never had is foreign", () => {
  const day = new HandMadeDay().passes(1).given(`{"e":"X","E":99}`);
  expect(day.audit()).toMatchObject({ foreign: 1, twice: 0 });
});

test("copies whose event times differ are one event only where sockets see different times", () => {
  const day = new HandMadeDay();
  day.produces(5, `{"e":"X","E":5,"a":1}`);
  day.produces(6, `{"e":"X","E":6,"a":1}`);
  day.given(`{"e":"X","E":6,"a":1}`).given(`{"e":"X","E":7,"a":1}`);
  expect(kindsOf(day.audit())).toEqual(["lost", "foreign"]);
  expect(day.audit({ dialect: { eventTime: "different" } }).findings).toEqual([]);
  day.given(`{"e":"X","E":7,"a":1}`);
  expect(kindsOf(day.audit({ dialect: { eventTime: "different" } }))).toEqual(["twice"]);
});

test("of events that are alike but for times that differ anyway, none is missed as long as there are as many", () => {
  const day = new HandMadeDay();
  const alike = (time: number): string => `{"e":"X","E":${time},"a":1}`;
  for (const time of [100, 400, 700]) {
    day.produces(time, alike(time));
    day.sends(2);
  }
  // The second one came on one socket alone, and was taken for the third one's copy there.
  for (const time of [100, 700, 701]) day.given(alike(time));
  const different = { dialect: { eventTime: "different" } } as const;
  expect(day.audit(different).findings).toEqual([]);
  expect(kindsOf(day.audit())).toEqual(["lost", "foreign"]);
  expect(kindsOf(day.given(alike(702)).audit(different))).toEqual(["twice"]);
});

test("a lost event is not mistaken for a later one with the same content", () => {
  const day = new HandMadeDay();
  day.produces(5, `{"e":"X","E":5,"a":1}`);
  day.produces(60_000, `{"e":"X","E":60000,"a":1}`);
  day.given(`{"e":"X","E":60001,"a":1}`);
  const { findings } = day.audit({ dialect: { eventTime: "different" } });
  expect(findings).toMatchObject([{ kind: "lost", message: "X 1 of 5 was not delivered" }]);
});

test("of events that are alike but for their time the one that was delivered first was produced first", () => {
  const day = new HandMadeDay();
  day.produces(5, `{"e":"X","E":5,"a":1}`);
  day.produces(5, `{"e":"X","E":5,"a":1}`);
  day.given(`{"e":"X","E":6,"a":1}`).given(`{"e":"X","E":5,"a":1}`);
  expect(day.audit({ dialect: { eventTime: "different" } }).findings).toEqual([]);
});

test("an event before an earlier one of its type is out of order, unless it says that the other is late", () => {
  const texts = (day: HandMadeDay): readonly string[] => [1, 2, 3].map((at) => day.produces(at));
  const swapped = new HandMadeDay();
  const [one = "", two = "", three = ""] = texts(swapped);
  swapped.given(two).given(one).given(three);
  expect(kindsOf(swapped.audit())).toEqual(["outOfOrder"]);
  const told = new HandMadeDay();
  texts(told);
  told.given(two).given(one, { late: true }).given(three);
  expect(told.audit()).toMatchObject({ late: 1, outOfOrder: 0, findings: [] });
});

test("types are ordered each by itself", () => {
  const day = new HandMadeDay();
  const [one, other] = [day.produces(1, `{"e":"X","E":1}`), day.produces(2, `{"e":"Y","E":2}`)];
  expect(day.given(other).given(one).audit().findings).toEqual([]);
});

test("a hole in the numbers is found, and a gap of the program's own backlog stands for one", () => {
  const day = new HandMadeDay().passes(1);
  day.given(day.produces(2), { seq: 5 });
  expect(kindsOf(day.audit())).toEqual(["seqHole"]);
  const slow = new HandMadeDay().passes(1);
  slow.gap(2, 4, { cause: "backlog", afterSeq: 1, seq: 4 });
  for (const at of [2, 3, 4]) slow.produces(at);
  slow.given(slow.produces(5), { seq: 5 });
  expect(slow.audit()).toMatchObject({ inGaps: 3, findings: [] });
});

test("a gap that names another item than the one before it is found", () => {
  const day = new HandMadeDay().passes(1).passes(2).closes(1, 10).closes(2, 10).socket(3, 20);
  expect(kindsOf(day.gap(10, 20, { afterSeq: 1 }).audit())).toEqual(["seqHole"]);
});

test("an event that was spoilt on every healthy socket is nobody's loss, and one that reached a socket whole is", () => {
  const day = new HandMadeDay().passes(1);
  day.produces(2);
  day.sends(1, "drop").sends(2, "corrupt");
  expect(day.audit()).toMatchObject({ untold: 1, lost: 0, findings: [] });
  day.produces(3);
  day.sends(1, "drop").sends(2);
  expect(day.audit()).toMatchObject({ untold: 1, lost: 1 });
});

test("what another client's socket heard is no excuse", () => {
  const day = new HandMadeDay().socket(3, 0, { client: "other" }).passes(1);
  day.produces(2);
  day.sends(1, "drop").sends(2, "drop").sends(3);
  expect(day.audit()).toMatchObject({ untold: 0, lost: 1 });
  expect(day.audit({ clients: ["bot"] })).toMatchObject({ untold: 1, lost: 0 });
});

test("nobody listens to a subscription that was made without an answer", () => {
  const hearing = (...answers: readonly Partial<WsRequestRecord>[]): number => {
    const day = new HandMadeDay().socket(9, 50, { key: 0, path: "/ws-api/v3" }).subscribes(9, 100);
    for (const answer of answers) day.answers(9, 110, answer);
    return new LogIndex(day.records).hearing({ account: "alice", product: "spot" }).length;
  };
  expect(hearing()).toBe(1);
  expect(hearing({ status: 200, fate: "answered" })).toBe(1);
  expect(hearing({ status: 200, fate: "hung" })).toBe(0);
  expect(hearing({ status: 200, fate: "answered", fault: "garble" })).toBe(0);
  expect(hearing({ status: 408, fate: "answered", fault: "reply" })).toBe(0);
  expect(hearing({ status: 200, fate: "answered" }, { status: 408, fate: "answered" })).toBe(1);
});

test("what comes for a subscription that was made without an answer has not been heard", () => {
  const spoilt = (answer: Partial<WsRequestRecord>): HandMadeDay => {
    const api = { key: 0, path: "/ws-api/v3" };
    const day = new HandMadeDay().socket(8, 0, api).socket(9, 0, api);
    day.subscribes(8, 0).answers(8, 0, answer).subscribes(9, 0);
    day.produces(2, `{"e":"X","E":2}`, "spot");
    return day.sends(8).sends(9, "drop");
  };
  const audited = (answer: Partial<WsRequestRecord>): StreamAudit =>
    spoilt(answer).audit({ product: "spot" });
  expect(audited({ status: 408 })).toMatchObject({ untold: 1, lost: 0 });
  expect(audited({ status: 200, fault: "garble" })).toMatchObject({ untold: 1, lost: 0 });
  expect(audited({ status: 200 })).toMatchObject({ untold: 0, lost: 1 });
  const { records } = spoilt({ status: 408 }).unsubscribes(8, -1);
  const copies = new LogIndex(records).copies(new Set([1]), { account: "alice", product: "spot" });
  // Once it has ended it is no reason for anything.
  expect(copies.get(1)?.map(({ socket }) => socket)).toEqual([8, 9]);
});

test("a socket that is tuned to further listen keys hears the first one all the time", () => {
  const day = new HandMadeDay().closes(1, 0).closes(2, 0).socket(3, 100);
  day.retunes(3, 200, [1, 2]).retunes(3, 300, [2]).retunes(3, 400, [1]).closes(3, 500);
  const index = new LogIndex(day.records);
  const whose = { account: "alice", product: "umfutures" } as const;
  const heard = index.hearing(whose).filter(({ socket }) => socket === 3);
  expect(heard.map(({ joined }) => joined)).toEqual([
    { from: 100, to: 300 },
    { from: 400, to: 500 },
  ]);
  // Nothing fell between two tunings that both name the key.
  expect(index.unheard(whose, { from: 150, to: 450 })).toEqual([{ from: 300, to: 400 }]);
});

test("of each kind of finding ten are told, and all are counted", () => {
  const day = new HandMadeDay();
  for (let at = 1; at <= 50; at += 1) day.produces(at);
  const audit = day.audit();
  expect(audit.lost).toBe(50);
  expect(audit.findings).toHaveLength(10);
});

test("only what was produced in a certain time is compared with what was delivered, if that is asked", () => {
  const day = new HandMadeDay().passes(1).passes(1_000);
  expect(day.audit({ within: { from: 500, to: 2_000 } })).toMatchObject({
    delivered: 1,
    foreign: 1,
  });
});

test("findings name what they are about, and as many of them are told as wanted", () => {
  const day = new HandMadeDay().passes(1).given(`{"e":"X","E":99}`);
  for (let at = 2; at < 20; at += 1) day.produces(at);
  const { findings } = day.audit({ mostTold: 3 });
  expect(findings.map(({ kind, event, item }) => [kind, event?.at, item?.seq])).toEqual([
    ["lost", 2, undefined],
    ["lost", 3, undefined],
    ["lost", 4, undefined],
    ["foreign", undefined, 2],
  ]);
});

test("what became of an event on each socket can be asked for", () => {
  const day = new HandMadeDay().passes(1).sends(1).sends(2, "drop");
  const index = new LogIndex(day.records);
  expect(index.copies(new Set([1]), { account: "alice", product: "umfutures" }).get(1)).toEqual([
    { event: 1, socket: 1, at: 0, isWhole: true },
    { event: 1, socket: 2, at: 0, isWhole: false, fault: "drop" },
  ]);
  expect(index.touchedCopies).toHaveLength(1);
});
