import { expect, test } from "vitest";
import { parsePayload } from "./payload.ts";

test("integers beyond 2^53 are strings wherever they stand, the others numbers", () => {
  const text =
    '{"i":9007199254740993,"a":[-9007199254740993,9007199254740991],"o":{"x":{"y":18446744073709551615}}}';
  expect(parsePayload(text)).toEqual({
    i: "9007199254740993",
    a: ["-9007199254740993", 9007199254740991],
    o: { x: { y: "18446744073709551615" } },
  });
});

test("digits inside strings, fractions and exponents are left alone", () => {
  const text = String.raw`{"c":"12345678901234567890","q":"\"1234567890123456789\"","f":0.12345678901234567,"g":1e20,"h":12345678901234567890.5}`;
  expect(parsePayload(text)).toEqual(JSON.parse(text));
});

test("declared id fields are strings always, in objects and in arrays", () => {
  const text = '{"i":1,"t":-1,"o":{"i":2,"si":0},"O":[{"i":3},{"i":"4"},{}],"n":null}';
  expect(parsePayload(text, ["i", "t", "o.i", "O[].i", "n", "none.i", "o.si"])).toEqual({
    i: "1",
    t: "-1",
    o: { i: "2", si: "0" },
    O: [{ i: "3" }, { i: "4" }, {}],
    n: null,
  });
});

test("microsecond times stay numbers", () => {
  expect(parsePayload('{"E":1749094553955907}')).toEqual({ E: 1749094553955907 });
});

test("what is no JSON is a SyntaxError", () => {
  expect(() => parsePayload("{")).toThrow(SyntaxError);
});

test("long strings beside long numbers are no trouble", () => {
  const long = "x".repeat(5_000_000);
  expect(parsePayload(`{"s":"${long}","i":9007199254740993}`)).toEqual({
    s: long,
    i: "9007199254740993",
  });
});

test("a long number is found wherever it begins", () => {
  for (let shift = 0; shift < 32; shift += 1) {
    const text = `{"${"p".repeat(shift)}":9007199254740993}`;
    expect(Object.values(parsePayload(text) as object)).toEqual(["9007199254740993"]);
  }
});
