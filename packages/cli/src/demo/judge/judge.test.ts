import type { KeyRecord, LogRecord, RequestRecord } from "@listenkey/simulator";
import { expect, test } from "vitest";
import type { DayFacts, JudgedProduct } from "./day-facts.ts";
import { judge } from "./judge.ts";

/** A minute of the day, in epoch milliseconds. */
const minute = (minutes: number): number => Date.UTC(2026, 10, 23) + minutes * 60_000;

const fapi = { id: "fapi", scope: "ip", saysRetryAfter: false } as const;
const usdm: JudgedProduct = {
  name: "umfutures",
  pool: fapi,
  quietMs: 120_000,
};
const coinm: JudgedProduct = { ...usdm, name: "cmfutures" };

function facts(records: readonly LogRecord[], more: Partial<DayFacts> = {}): DayFacts {
  return { records, products: [usdm], until: minute(240), slow: [], expected: [], ...more };
}

/** What broke a promise, in order. */
function broken(day: DayFacts): readonly string[] {
  return judge(day).promises.flatMap((promise) => promise.broken);
}

function request(at: number, more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    kind: "request",
    at: minute(at),
    ip: "127.0.0.1",
    client: "http",
    method: "PUT",
    host: "localhost",
    path: "/fapi/v1/listenKey",
    call: "extend",
    product: "umfutures",
    account: "umfutures",
    status: 200,
    key: 1,
    fate: "answered",
    ...more,
  };
}

function keyRecord(at: number, more: Partial<KeyRecord> = {}): KeyRecord {
  return {
    kind: "keyExtended",
    at: minute(at),
    key: 1,
    account: "umfutures",
    product: "umfutures",
    expiresAt: minute(at + 60),
    by: "request",
    ...more,
  };
}

function opened(at: number, { socket = 1, key = 1, silent = false } = {}): LogRecord {
  return {
    kind: "socketOpened",
    at: minute(at),
    socket,
    host: "localhost",
    path: "/private/ws",
    keys: [key],
    accounts: ["umfutures"],
    silent,
    ip: "127.0.0.1",
    client: "http",
  };
}

/** The first minute of every day: a key, and a socket that hears. */
const opening: readonly LogRecord[] = [
  keyRecord(0, { kind: "keyCreated" }),
  request(0, { method: "POST", call: "create", did: "keyCreated" }),
  opened(0),
];

const renewal = (at: number): readonly LogRecord[] => [keyRecord(at), request(at)];

test("a day on which keys are renewed in time keeps its promises", () => {
  const judgement = judge(facts([...opening, ...renewal(18), ...renewal(36)]));
  expect(judgement).toMatchObject({ kept: true, promises: [{}, {}, {}] });
});

test("a day on which nothing was put to the test keeps no promise", () => {
  const { kept, promises } = judge(facts([], { products: [] }));
  expect([kept, promises.map(({ checks }) => checks)]).toEqual([false, [0, 0, 0]]);
});

test("a key that runs out because nobody renews it is a broken promise", () => {
  const ranOut = keyRecord(60, { kind: "keyExpired", by: "time" });
  expect(broken(facts([...opening, ranOut]))[0]).toBe(
    "umfutures: listen key 1 ran out at 01:00:00, because nobody renewed it in time",
  );
});

test("a key that the client itself deletes is a broken promise", () => {
  const deleted = keyRecord(60, { kind: "keyRevoked", by: "request" });
  expect(broken(facts([...opening, deleted]))[0]).toBe(
    "umfutures: listen key 1 was deleted at 01:00:00 by a request of ours",
  );
});

test("a product that never got a key is a broken promise", () => {
  const day = facts([...opening], { products: [usdm, coinm] });
  expect(broken(day)).toEqual(["cmfutures: it never got a listen key"]);
});

test("the key of somebody else is none of our business", () => {
  const other = keyRecord(60, { kind: "keyExpired", by: "time", account: "somebody else" });
  expect(broken(facts([...opening, other]))).toEqual([]);
});

const expired = keyRecord(30, { kind: "keyExpired", by: "hand" });

function recovery(at: number): readonly LogRecord[] {
  return [
    keyRecord(at, { kind: "keyCreated", key: 2 }),
    request(at, { method: "POST", call: "create", did: "keyCreated", key: 2 }),
    opened(at, { socket: 2, key: 2 }),
  ];
}

test("an expiry that the exchange announces has to heal within a second", () => {
  expect(broken(facts([...opening, expired, ...recovery(30 + 1 / 60)]))).toEqual([]);
  expect(broken(facts([...opening, expired, ...recovery(30.5)]))).toEqual([
    "umfutures: the exchange ended the listen key at 00:30:00, and it took 30s to recover; at most 1s were allowed",
  ]);
});

test("an expiry that never heals is a broken promise, however few requests there are", () => {
  expect(broken(facts([...opening, expired]))).toEqual([
    "umfutures: the exchange ended the listen key at 00:30:00, " +
      "and it had not recovered at the end of the day; at most 1s were allowed",
  ]);
});

test("a new key alone is no recovery: a socket has to hear with it", () => {
  const [created, answered] = recovery(30);
  const silent = opened(30, { socket: 2, key: 2, silent: true });
  const records = [...opening, expired, created, answered, silent].filter(
    (one) => one !== undefined,
  );
  expect(broken(facts(records))).toHaveLength(1);
});

test("a key that another client deletes may go unnoticed until the next renewal, and no longer", () => {
  const deleted = keyRecord(30, { kind: "keyRevoked", by: "hand" });
  expect(broken(facts([...opening, deleted, ...recovery(50)]))).toEqual([]);
  expect(broken(facts([...opening, deleted, ...recovery(51)]))).toEqual([
    expect.stringContaining("it took 21m to recover; at most 20m 1s were allowed"),
  ]);
});

test("a refused renewal has to be tried again within the back-off, and every failure counts anew", () => {
  const refused = (at: number): LogRecord => request(at, { status: 503, fault: "reply" });
  const often = [refused(18), refused(18.5), refused(19), ...renewal(19.5)];
  expect(broken(facts([...opening, ...often]))).toEqual([]);
  expect(broken(facts([...opening, refused(18), ...renewal(20)]))).toEqual([
    "umfutures: a request was answered with 5xx at 00:18:00, and it took 2m to recover; at most 31s were allowed",
  ]);
});

test("a renewal that is never tried again is a broken promise", () => {
  const lost = request(18, { fate: "replyLost" });
  expect(broken(facts([...opening, lost]))).toEqual([
    expect.stringContaining("umfutures: a request got no answer at 00:18:00, and it had not"),
  ]);
});

test("after a 401 a minute is allowed", () => {
  const refused = request(18, { status: 401, code: -2015 });
  expect(broken(facts([...opening, refused, ...renewal(19)]))).toEqual([]);
  expect(broken(facts([...opening, refused, ...renewal(19.5)]))).toHaveLength(1);
});

test("to be told that a key has ended is no failed renewal", () => {
  const told = request(30, { status: 400, code: -1125 });
  expect(judge(facts([...opening, told])).incidents).toHaveLength(1);
});

const outage: readonly LogRecord[] = [
  { kind: "wentDown", at: minute(40) },
  { kind: "socketClosed", at: minute(40), socket: 1, by: "exchange", code: 1006 },
  { kind: "cameBack", at: minute(65) },
];

test("an outage is excused, and half a minute after it", () => {
  expect(broken(facts([...opening, ...outage, opened(65.5, { socket: 2 })]))).toEqual([]);
  expect(broken(facts([...opening, ...outage, opened(66, { socket: 2 })]))).toEqual([
    "umfutures: the exchange cut the socket at 00:40:00, and it took 26m to recover; at most 25m 31s were allowed",
  ]);
});

test("an outage that comes when it is too late already excuses nothing", () => {
  const records = [...opening, expired, ...outage, ...recovery(65)];
  expect(broken(facts(records))).toHaveLength(1);
});

test("simulated time that ran while the machine was slow is excused", () => {
  const slow = [{ from: minute(30), until: minute(32) }];
  const records = [...opening, expired, ...recovery(32)];
  expect(broken(facts(records, { slow }))).toEqual([]);
});

const limited = request(18, { status: 429, code: -1003, fault: "reply" });

test("a request while the exchange wants none is a broken promise", () => {
  expect(broken(facts([...opening, limited, ...renewal(20)]))).toEqual([]);
  expect(broken(facts([...opening, limited, ...renewal(19)]))).toEqual([
    "umfutures: a request was sent at 00:19:00, although the exchange wanted none in the pool fapi before 00:20:00",
  ]);
});

test("a silence holds for everybody who shares the pool, and for nobody else", () => {
  const other = [keyRecord(19, { account: "cmfutures" }), request(19, { account: "cmfutures" })];
  const records = [...opening, limited, ...other, ...renewal(20)];
  expect(broken(facts(records, { products: [usdm, coinm] }))).toEqual([
    expect.stringContaining("cmfutures: a request was sent at 00:19:00"),
  ]);
  const elsewhere = { ...coinm, pool: { ...fapi, id: "papi" } };
  expect(broken(facts(records, { products: [usdm, elsewhere] }))).toEqual([]);
});

test("a silence of one account does not hold for another in the same pool", () => {
  const perAccount = { ...fapi, id: "sapi-uid", scope: "account" } as const;
  const products = [usdm, coinm].map((one) => ({ ...one, pool: perAccount }));
  const other = [keyRecord(19, { account: "cmfutures" }), request(19, { account: "cmfutures" })];
  const records = [...opening, limited, ...other, ...renewal(20)];
  expect(broken(facts(records, { products }))).toEqual([]);
});

test("the exchange's own ban holds until the time it names", () => {
  const ban: readonly LogRecord[] = [
    { kind: "banned", at: minute(17), pool: "fapi", who: "127.0.0.1", until: minute(30) },
    request(18, { status: 418, code: -1003 }),
  ];
  expect(broken(facts([...opening, ...ban, ...renewal(30)]))).toEqual([]);
  expect(broken(facts([...opening, ...ban, ...renewal(29)]))).toEqual([
    expect.stringContaining("before 00:30:00"),
  ]);
});

test("requests that were under way when the silence began are no offence", () => {
  const other = [keyRecord(18, { account: "cmfutures" }), request(18, { account: "cmfutures" })];
  const records = [...opening, limited, ...other, ...renewal(20)];
  expect(broken(facts(records, { products: [usdm, coinm] }))).toEqual([]);
});

test("a fault that was planned and never struck is told: the day would prove nothing", () => {
  const expected = [
    { kind: "unavailable", atMs: 0, product: "umfutures", requests: 3 },
    { kind: "recreated", atMs: 0, product: "umfutures", requests: 0 },
    { kind: "outage", atMs: 0, lengthMs: 1 },
  ] as const;
  const refused = request(18, { status: 503, fault: "reply" });
  const records = [...opening, refused, ...renewal(18.1)];
  expect(broken(facts(records, { expected }))).toEqual([
    "umfutures: 503 was to strike 3 ×, and struck 1 ×",
    "umfutures: key deleted by another client was to strike 1 ×, and struck 0 ×",
    "the outage did not happen",
  ]);
});
