import { expect, test } from "vitest";
import { rateLimitOf } from "./rate-limit.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function limitOf(
  status: number,
  { headers = {}, body = "" }: { headers?: Record<string, string>; body?: unknown } = {},
) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return rateLimitOf({ status, headers, body: text }, NOW);
}

const httpDate = (moment: number): string => new Date(moment).toUTCString();

const banned = (until: number) => ({
  code: -1003,
  msg: `Way too many requests; IP banned until ${until}. Please use the websocket.`,
});

test.each([200, 204, 302, 400, 401, 404, 408, 410, 500, 503])(
  "%i asks for no silence",
  (status) => {
    expect(limitOf(status, { headers: { "retry-after": "60" } })).toBeUndefined();
  },
);

test.each([429, 418, 403])("%i that says no more is a silence of unknown length", (status) => {
  for (const body of ["", "<html>", "{"]) expect(limitOf(status, { body })).toEqual({ status });
});

test("a 403 in JSON that is not the exchange's is a firewall's, too", () => {
  expect(limitOf(403, { body: { message: "Forbidden" } })).toEqual({ status: 403 });
});

test("Retry-After as a date is read by the server's clock", () => {
  const headers = { date: httpDate(NOW - HOUR), "retry-after": httpDate(NOW - HOUR + 60_000) };
  expect(limitOf(429, { headers })).toEqual({ status: 429, forMs: 60_000 });
});

test("403 with a code is the exchange's own refusal, not its firewall's page", () => {
  expect(limitOf(403, { body: { code: -2015, msg: "Not from here." } })).toBeUndefined();
});

test.each([
  ["60", 60_000],
  [" 1.5 ", 1_500],
  ["0.5", 1_000],
  [String(30 * 86_400), 3 * DAY],
  [httpDate(NOW + 90_000), 90_000],
])("Retry-After: %s is a silence of %i ms", (value, forMs) => {
  expect(limitOf(429, { headers: { "retry-after": value } })).toEqual({ status: 429, forMs });
});

test.each(["", " ", "soon", "Infinity", "NaN"])("Retry-After: %j says nothing", (value) => {
  expect(limitOf(418, { headers: { "retry-after": value } })).toEqual({ status: 418 });
});

test.each([
  ["a Retry-After in the body", { error: { code: -1003, data: { retryAfter: NOW + 5_000 } } }],
  ["one that is not wrapped", { code: -1003, data: { retryAfter: NOW + 5_000 } }],
  ["a moment in the message", banned(NOW + 5_000)],
])("%s is a moment", (_, body) => {
  expect(limitOf(418, { body })).toEqual({ status: 418, forMs: 5_000 });
});

test.each(["0", "-5", httpDate(NOW - 90_000)])("Retry-After: %s is no word at all", (value) => {
  expect(limitOf(429, { headers: { "retry-after": value } })).toEqual({ status: 429 });
});

test("a moment that is over is no word at all, and one far away three days", () => {
  expect(limitOf(418, { body: banned(NOW - HOUR) })).toEqual({ status: 418 });
  expect(limitOf(418, { body: banned(NOW + 9 * DAY) })).toEqual({ status: 418, forMs: 3 * DAY });
});

test.each([-HOUR, HOUR])("moments are read by a server's clock that is %i ms off", (skew) => {
  const headers = { date: httpDate(NOW + skew) };
  const body = { code: -1003, data: { retryAfter: NOW + skew + 60_000 } };
  expect(limitOf(418, { headers, body })?.forMs).toBe(60_000);
  expect(limitOf(418, { headers, body: banned(NOW + skew + 60_000) })?.forMs).toBe(60_000);
});

test("a date that is none leaves the local clock", () => {
  const headers = { date: "yesterday" };
  expect(limitOf(418, { headers, body: banned(NOW + 60_000) })?.forMs).toBe(60_000);
});

test("the header goes before the body, and the body's field before its message", () => {
  const data = { retryAfter: NOW + 20_000 };
  const body = { ...banned(NOW + 30_000), data };
  expect(limitOf(429, { headers: { "retry-after": "10" }, body })?.forMs).toBe(10_000);
  expect(limitOf(429, { headers: { "retry-after": "soon" }, body })?.forMs).toBe(20_000);
});
