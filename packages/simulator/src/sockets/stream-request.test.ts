import { describe, expect, test } from "vitest";
import { readStreamRequest } from "./stream-request.ts";

const read = (value: unknown): unknown => readStreamRequest(JSON.stringify(value), "unsigned");

describe("requests", () => {
  test("streams are named by key, or by key and event", () => {
    expect(read({ method: "SUBSCRIBE", params: ["abc", "abc@E"], id: 1 })).toEqual({
      method: "SUBSCRIBE",
      id: 1,
      names: [
        { text: "abc", listenKey: "abc", event: undefined },
        { text: "abc@E", listenKey: "abc", event: "E" },
      ],
    });
    expect(read({ method: "UNSUBSCRIBE", params: ["abc"], id: 0 })).toMatchObject({
      method: "UNSUBSCRIBE",
      id: 0,
    });
  });

  test("questions and properties are read", () => {
    expect(read({ method: "LIST_SUBSCRIPTIONS", id: 3 })).toEqual({
      method: "LIST_SUBSCRIPTIONS",
      id: 3,
    });
    expect(read({ method: "GET_PROPERTY", params: ["combined"], id: 2 })).toEqual({
      method: "GET_PROPERTY",
      id: 2,
    });
    expect(read({ method: "SET_PROPERTY", params: ["combined", false], id: 5 })).toEqual({
      method: "SET_PROPERTY",
      id: 5,
      combined: false,
    });
  });

  test("spot and futures number requests with strings and null too, options do not", () => {
    for (const id of ["a", null, -1]) {
      const text = JSON.stringify({ method: "LIST_SUBSCRIPTIONS", id });
      expect(readStreamRequest(text, "any")).toEqual({ method: "LIST_SUBSCRIPTIONS", id });
      expect(readStreamRequest(text, "unsigned")).toEqual({
        code: 2,
        msg: "Invalid request: request ID must be an unsigned integer",
      });
    }
  });
});

describe("refusals", () => {
  const METHODS =
    "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

  test.each(["", "{", "no json", '{"method":'])("code 3 for %j, which is no JSON", (text) => {
    expect(readStreamRequest(text, "any")).toEqual({
      code: 3,
      msg: `Invalid JSON: expected value at line 1 column ${text.length}`,
    });
  });

  test.each([
    [5, "expected an object"],
    [null, "expected an object"],
    [{ id: 1 }, "missing field `method` at line 1 column 8"],
    [
      { method: "REQUEST", id: 1 },
      `unknown variant \`REQUEST\`, expected one of ${METHODS} at line 1 column 27`,
    ],
    [{ method: "LIST_SUBSCRIPTIONS" }, "request ID must be an unsigned integer"],
    [{ method: "LIST_SUBSCRIPTIONS", id: 1.5 }, "request ID must be an unsigned integer"],
  ])("code 2 without an id for %j", (request, why) => {
    expect(read(request)).toEqual({ code: 2, msg: `Invalid request: ${why}` });
  });

  test.each([
    [{ method: "SUBSCRIBE" }, 2, "Invalid request: invalid stream"],
    [{ method: "SUBSCRIBE", params: [] }, 2, "Invalid request: invalid stream"],
    [{ method: "SUBSCRIBE", params: [1] }, 2, "Invalid request: invalid stream"],
    [{ method: "SUBSCRIBE", params: ["not a stream"] }, 2, "Invalid request: invalid stream"],
    [{ method: "SUBSCRIBE", params: ["@E"] }, 2, "Invalid request: invalid stream"],
    [{ method: "SUBSCRIBE", params: "abc" }, 2, "Invalid request: params must be an array"],
    [{ method: "LIST_SUBSCRIPTIONS", params: ["a"] }, 2, "Invalid request: too many parameters"],
    [{ method: "GET_PROPERTY" }, 2, "Invalid request: property name must be a string"],
    [{ method: "GET_PROPERTY", params: ["timeUnit"] }, 0, "Unknown property"],
    [
      { method: "GET_PROPERTY", params: ["combined", 1] },
      2,
      "Invalid request: too many parameters",
    ],
    [
      { method: "SET_PROPERTY", params: ["combined", 1] },
      1,
      "Invalid value type: expected Boolean",
    ],
    [
      { method: "SET_PROPERTY", params: ["combined", true, 1] },
      2,
      "Invalid request: too many parameters",
    ],
  ])("%j is refused by its number", (request, code, msg) => {
    expect(read({ ...request, id: 7 })).toEqual({ code, msg, id: 7 });
  });
});
