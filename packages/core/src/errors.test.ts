import { expect, test } from "vitest";
import type * as Errors from "./errors.ts";
import {
  BacklogError,
  BadResponseError,
  configurationError,
  isListenKeyError,
  ListenKeyError,
  RateLimitedError,
  RejectedError,
  RetiredError,
} from "./errors.ts";

const everyKind = [
  {
    error: new ListenKeyError("NETWORK", "words", { cause: "why" }),
    fields: { name: "ListenKeyError", code: "NETWORK", cause: "why" },
  },
  {
    error: new RejectedError("words", { status: 400, exchangeCode: -1125 }),
    fields: { name: "RejectedError", code: "REJECTED", status: 400, exchangeCode: -1125 },
  },
  {
    error: new RejectedError("words", { status: 404 }),
    fields: { name: "RejectedError", code: "REJECTED", status: 404, exchangeCode: undefined },
  },
  {
    error: new BadResponseError("words", { status: 200 }),
    fields: { name: "BadResponseError", code: "BAD_RESPONSE", status: 200 },
  },
  {
    error: new RateLimitedError("words", { status: 429, retryAt: 7 }),
    fields: { name: "RateLimitedError", code: "RATE_LIMITED", status: 429, retryAt: 7 },
  },
  {
    error: new RetiredError("words", { successor: "this", since: "2026-02-20" }),
    fields: {
      name: "RetiredError",
      code: "RETIRED",
      successor: "this",
      since: "2026-02-20",
    },
  },
  {
    error: configurationError("words"),
    fields: { name: "ListenKeyError", code: "CONFIGURATION" },
  },
];

test.each(everyKind)("$fields.name with $fields.code tells its kind and its fields", (kind) => {
  const { error, fields } = kind;
  expect(error).toMatchObject({ ...fields, message: "words" });
  expect(error).toBeInstanceOf(ListenKeyError);
  expect(error).toBeInstanceOf(Error);
  expect(isListenKeyError(error)).toBe(true);
  expect(String(error)).toBe(`${fields.name}: words`);
});

test("a backlog tells how much was dropped, and what to do", () => {
  const error = new BacklogError(10_001);
  expect(error).toMatchObject({ name: "BacklogError", code: "BACKLOG", count: 10_001 });
  expect(error.message).toMatch(/10001 items .*Iterate again/);
  expect(isListenKeyError(error)).toBe(true);
});

test("an error without a cause has none", () => {
  expect("cause" in new ListenKeyError("CLOSED", "words")).toBe(false);
});

test("errors of another copy of the package are known by their brand", async () => {
  // Two copies, as where two versions are installed.
  const path = "./errors.ts?another-copy";
  const other = (await import(path)) as typeof Errors;
  const error = new other.RejectedError("words", { status: 400, exchangeCode: -1125 });
  expect(error).not.toBeInstanceOf(ListenKeyError);
  expect(isListenKeyError(error)).toBe(true);
  expect(other.isListenKeyError(new ListenKeyError("CLOSED", "words"))).toBe(true);
});

test.each([
  new Error("words"),
  new TypeError("words"),
  { code: "NETWORK", isListenKeyError: true },
  "NETWORK",
  null,
  undefined,
])("%s is not one of ours", (thrown) => {
  expect(isListenKeyError(thrown)).toBe(false);
});
