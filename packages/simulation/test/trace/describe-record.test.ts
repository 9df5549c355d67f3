import { createExchange, fault, type LogRecord } from "@listenkey/simulator";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { describeRecord } from "../../src/trace/describe-record.ts";
import { timelineText } from "../../src/trace/timeline-text.ts";

const at = 1_000;
const key = { key: 3, account: "alice", product: "umfutures", expiresAt: at + 3_600_000 } as const;
const request = {
  kind: "request",
  at,
  client: "desk",
  ip: "192.0.2.1",
  method: "PUT",
  host: "fapi.binance.com",
  path: "/fapi/v1/listenKey",
} as const;

const records: readonly { record: LogRecord; told: string | undefined }[] = [
  {
    record: {
      ...request,
      call: "extend",
      product: "umfutures",
      account: "alice",
      key: 3,
      status: 200,
      fate: "answered",
    },
    told: "desk: extend umfutures of alice → 200, key 3",
  },
  {
    record: {
      ...request,
      call: "create",
      product: "umfutures",
      fate: "replyLost",
      fault: "lostReply",
    },
    told: "desk: create umfutures → done, and the reply lost, fault lostReply",
  },
  {
    record: { ...request, status: 404, code: -1, fate: "answered" },
    told: "desk: PUT fapi.binance.com/fapi/v1/listenKey → 404, code -1",
  },
  { record: { kind: "keyCreated", at, ...key, by: "request" }, told: undefined },
  {
    record: { kind: "keyCreated", at, ...key, by: "hand" },
    told: "exchange: key 3 of alice, umfutures: created, good for 1h by another client",
  },
  {
    record: { kind: "keyExpired", at, ...key, by: "time" },
    told: "exchange: key 3 of alice, umfutures: expired",
  },
  {
    record: { kind: "socketClosed", at, socket: 4, by: "exchange", code: 1006, reason: "" },
    told: "exchange: socket 4 closed by the exchange: 1006",
  },
  {
    record: { kind: "socketClosed", at, socket: 4, by: "client" },
    told: "exchange: socket 4 closed by the client",
  },
  {
    record: { kind: "banned", at, pool: "fapi", who: "192.0.2.1", until: at + 120_000 },
    told: "exchange: bans 192.0.2.1 from fapi for 2m",
  },
];

test.each(records)("$record.kind: $told", ({ record, told }) => {
  const line = describeRecord(record);
  expect(line && `${line.who}: ${line.what}`).toBe(told);
});

test("events are minor, unless they are about the stream itself; a copy that went astray is not", () => {
  const event = { at, event: 9, account: "alice", product: "umfutures", socket: 4 } as const;
  const isMinor = (record: LogRecord) => describeRecord(record)?.isMinor === true;
  expect([
    isMinor({ kind: "eventProduced", name: "ORDER_TRADE_UPDATE", ...event }),
    isMinor({ kind: "eventProduced", name: "listenKeyExpired", ...event }),
    isMinor({ kind: "eventSent", ...event }),
    isMinor({ kind: "eventWithheld", ...event, fault: "frozen" }),
    isMinor({ kind: "eventWithheld", ...event, fault: "dropFrame" }),
  ]).toEqual([true, false, true, true, false]);
});

test("everything that an exchange writes down can be told, without a secret", async () => {
  const clock = virtualClock();
  const exchange = createExchange({ clock, seed: 1 });
  const account = exchange.createAccount({ id: "alice" });
  const transport = exchange.transport({ name: "desk" });
  exchange.faults.next({ call: "extend" }, fault.unavailable("A"));
  const keys = account.keys("umfutures");
  keys.create();
  const { listenKey = "" } = keys;
  const url = `wss://fstream.binance.com/private/ws/${listenKey}`;
  transport.connect({ url }, { open() {}, message() {}, unreadable() {}, activity() {}, end() {} });
  await clock.advance(1_000);
  account.emit("umfutures", { e: "ACCOUNT_UPDATE" });
  exchange.sockets[0]?.freeze();
  await clock.advance(4_000_000);
  exchange.goDown();
  exchange.comeBack();
  const { records: written } = exchange.log;
  const lines = written.map((record) => {
    const line = describeRecord(record);
    return line === undefined ? "" : timelineText({ atMs: record.at, ...line });
  });
  expect(new Set(written.map(({ kind }) => kind)).size).toBeGreaterThan(6);
  expect(lines.filter((line) => line !== "").length).toBeGreaterThan(6);
  expect(lines.join("\n")).not.toContain(listenKey);
  exchange.close();
});
