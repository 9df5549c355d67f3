import { expect, test } from "vitest";
import {
  BadResponseError,
  ListenKeyError,
  RateLimitedError,
  RejectedError,
  RetiredError,
  type ListenKeyErrorCode,
} from "../errors.ts";
import { verdictOn } from "./verdict.ts";

test.each<[ListenKeyErrorCode, string]>([
  ["NETWORK", "retry"],
  ["TIMEOUT", "retry"],
  ["ABORTED", "retry"],
  ["BAD_RESPONSE", "retry"],
  ["RATE_LIMITED", "retry"],
  ["CONFIGURATION", "fatal"],
  ["RETIRED", "fatal"],
])("%s means %s", (code, verdict) => {
  expect(verdictOn(new ListenKeyError(code, ""))).toBe(verdict);
});

test.each([
  [new BadResponseError("", { status: 302 }), "retry"],
  [new RateLimitedError("", { status: 418, retryAt: 0 }), "retry"],
  [new RetiredError("", { successor: "" }), "fatal"],
])("%s means %s", (error, verdict) => {
  expect(verdictOn(error)).toBe(verdict);
});

test.each([
  [400, undefined, "fatal"],
  [400, -1102, "fatal"],
  [403, -9999, "fatal"],
  [404, undefined, "fatal"],
  [400, -1125, "expired"],
  [404, -1125, "expired"],
  [401, undefined, "unauthorized"],
  [401, -2015, "unauthorized"],
  [400, -2015, "unauthorized"],
  [400, -2014, "unauthorized"],
  [403, -2015, "unauthorized"],
  [408, undefined, "retry"],
  [500, undefined, "retry"],
  [502, undefined, "retry"],
  [503, -1008, "retry"],
  [599, undefined, "retry"],
  [400, -1000, "retry"],
  [400, -1001, "retry"],
  [400, -1003, "retry"],
  [400, -1007, "retry"],
])("a refusal with status %s and code %s means %s", (status, exchangeCode, verdict) => {
  expect(verdictOn(new RejectedError("", { status, exchangeCode }))).toBe(verdict);
});

test("errors of another copy of the package are judged alike", () => {
  const foreign = new Error("");
  Object.assign(foreign, { isListenKeyError: true, code: "REJECTED", status: 400 });
  Object.assign(foreign, { exchangeCode: -1125 });
  expect(verdictOn(foreign as ListenKeyError)).toBe("expired");
});
