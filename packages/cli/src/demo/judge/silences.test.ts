import type { BannedRecord } from "@listenkey/simulator";
import { expect, test } from "vitest";
import { minute, request, wsRequest } from "./judge.fixture.ts";
import { offencesOf } from "./silences.ts";

const limit: BannedRecord = {
  kind: "limited",
  at: minute(10),
  pool: "fapi",
  who: "192.0.2.1",
  until: minute(12),
};

test("a request while the exchange wants none is an offence, before and after it is none", () => {
  const requests = [9, 10, 11, 12, 13].map(request);
  expect(offencesOf({ requests, limits: [limit] })).toEqual([
    { client: "umfutures", at: minute(11), until: minute(12) },
  ]);
});

test("what was under way when the exchange asked for silence is no offence", () => {
  const requests = [{ ...request(10), at: minute(10) + 80 }];
  expect(offencesOf({ requests, limits: [limit] })).toEqual([]);
});

test("a silence holds for the address, or for the account, that it was asked of", () => {
  const requests = [request(11)];
  const of = (who: string) => offencesOf({ requests, limits: [{ ...limit, who }] }).length;
  expect([of("192.0.2.1"), of("umfutures"), of("192.0.2.2")]).toEqual([1, 1, 0]);
});

test("the WebSocket API and REST draw from different pools", () => {
  const requests = [request(11), wsRequest(11)];
  const onWebSocketApi = { ...limit, pool: "api" } as const;
  expect(offencesOf({ requests, limits: [limit] })).toHaveLength(1);
  expect(offencesOf({ requests, limits: [onWebSocketApi] })).toHaveLength(1);
  expect(offencesOf({ requests, limits: [limit, onWebSocketApi] })).toHaveLength(2);
});
