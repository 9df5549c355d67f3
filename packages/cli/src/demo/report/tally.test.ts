import type { KeyRecord, LogRecord, RequestRecord } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { tallyOf } from "./tally.ts";

const account = "spot";

function answered(at: number, key: number): RequestRecord {
  return {
    kind: "request",
    at,
    ip: "127.0.0.1",
    client: "http",
    method: "POST",
    host: "localhost",
    path: "/api/v3/userDataStream",
    call: "create",
    product: "spot",
    account,
    status: 200,
    key,
    fate: "answered",
  };
}

function ended(at: number, key: number): KeyRecord {
  return {
    kind: "keyRevoked",
    at,
    key,
    account,
    product: "spot",
    expiresAt: at,
    by: "hand",
  };
}

function produced(name: string, of: string = account): LogRecord {
  return { kind: "eventProduced", at: 0, event: 1, account: of, product: "spot", name };
}

const tally = (records: readonly LogRecord[]) => tallyOf(records, { account, until: 1_000 });

test("extensions of the same key are renewals, a change of key is a replacement", () => {
  const records = [answered(0, 1), answered(10, 1), answered(20, 1), answered(30, 2)];
  expect(tally(records)).toMatchObject({ renewals: 2, replacements: 1 });
});

test("requests that failed, or whose answer was lost, are neither", () => {
  const records: LogRecord[] = [
    answered(0, 1),
    { ...answered(10, 1), status: 503 },
    { ...answered(20, 1), fate: "replyLost" },
  ];
  expect(tally(records)).toMatchObject({ renewals: 0, replacements: 0 });
});

test("the time without a live key runs from the key's end until the client has another", () => {
  const records = [answered(0, 1), ended(100, 1), answered(250, 2), ended(900, 2)];
  expect(tally(records).withoutKeyMs).toBe(150 + 100);
});

test("the end of a key that the client has left already costs it nothing", () => {
  expect(tally([answered(0, 1), answered(50, 2), ended(100, 1)]).withoutKeyMs).toBe(0);
});

test("account events are counted, notices and other accounts' events are not", () => {
  const records = [
    produced("executionReport"),
    produced("balanceUpdate"),
    produced("listenKeyExpired"),
    produced("executionReport", "somebody else"),
  ];
  expect(tally(records).eventsProduced).toBe(2);
});
