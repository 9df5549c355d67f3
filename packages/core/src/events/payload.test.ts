import fc from "fast-check";
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

/** Texts that look like the fields around a long number, and numbers that stand where a text may be. */
const texts = fc
  .array(
    fc.constantFrom("9007199254740993", ":9007199254740993,", '"', ":", ",", "-", "\\", "}", "e"),
  )
  .map((parts) => parts.join(""));
const integers = fc.oneof(
  fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  fc.maxSafeNat().map(BigInt),
);
const fractions = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const { payload } = fc.letrec<{ payload: unknown }>((tie) => ({
  payload: fc.oneof(
    { maxDepth: 4 },
    texts,
    integers,
    fractions,
    fc.array(tie("payload"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(texts, fc.constantFrom("i", "E", "x:")), tie("payload"), { maxKeys: 4 }),
  ),
}));

/** In JSON, every integer to the last digit. */
function written(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const fields = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}:${written(each)}`,
  );
  return `{${fields.join(",")}}`;
}

/** The same with what is beyond 2^53 as strings. */
function exact(value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  return value;
}

test("whatever stands around a number, it is read to the last digit, and nothing else is touched", () => {
  const property = fc.property(payload, (value) => {
    const expected = JSON.parse(
      JSON.stringify(value, (_key, each: unknown) => exact(each)),
    ) as unknown;
    expect(parsePayload(written(value))).toEqual(expected);
  });
  fc.assert(property, { numRuns: 500 });
});
