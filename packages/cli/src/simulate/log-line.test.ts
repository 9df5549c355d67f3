import type { LogRecord } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { logLine } from "./log-line.ts";

const at = Date.UTC(2026, 10, 21, 12, 0, 1, 5);
const peer = { ip: "127.0.0.1", client: "http" };

test.each<{ record: LogRecord; line: string }>([
  {
    record: {
      kind: "request",
      at,
      ...peer,
      method: "POST",
      host: "localhost",
      path: "/fapi/v1/listenKey",
      did: "keyCreated",
      key: 1,
      status: 200,
      fate: "answered",
    },
    line: "POST /fapi/v1/listenKey 200 made key 1",
  },
  {
    record: {
      kind: "request",
      at,
      ...peer,
      method: "PUT",
      host: "localhost",
      path: "/fapi/v1/listenKey",
      status: 200,
      fate: "replyLost",
      fault: "lostReply",
    },
    line: "PUT /fapi/v1/listenKey 200 done, and its answer lost [fault: lostReply]",
  },
  {
    record: {
      kind: "wsRequest",
      at,
      ...peer,
      socket: 2,
      host: "localhost",
      method: "session.logon",
      status: 400,
      code: -1022,
      fate: "answered",
    },
    line: "socket 2 asks session.logon 400 (-1022)",
  },
  {
    record: {
      kind: "socketOpened",
      at,
      ...peer,
      socket: 3,
      host: "localhost",
      path: "/private/ws",
      keys: [1, 0],
      accounts: [],
      silent: true,
    },
    line: "socket 3 opened on /private/ws with key 1, an unknown key, and will hear nothing",
  },
  {
    record: { kind: "socketClosed", at, socket: 3, by: "exchange", code: 1008, reason: "pong" },
    line: "socket 3 was closed by the exchange with 1008 (pong)",
  },
  {
    record: { kind: "eventWithheld", at, event: 7, socket: 3, fault: "drop" },
    line: "event 7 was kept from socket 3 [fault: drop]",
  },
  {
    record: { kind: "banned", at, pool: "fapi", who: "127.0.0.1", until: at + 1_000 },
    line: "127.0.0.1 is banned from fapi until 12:00:02.005",
  },
])("$record.kind reads: $line", ({ record, line }) => {
  expect(logLine(record)).toBe(`12:00:01.005 ${line}`);
});
