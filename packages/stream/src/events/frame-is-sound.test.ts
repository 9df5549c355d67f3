import fc from "fast-check";
import { expect, test } from "vitest";
import { frameIsSound } from "./frame-is-sound.ts";

const UPDATE =
  '{"e":"ACCOUNT_UPDATE","E":1564745798939,"a":{"m":"ORDER","B":[{"a":"USDT","wb":"122624.12"}],"P":[],"x":{}}}';

/** What the fast way answers has to be what parsing answers. */
function isObjectInJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

test.each([
  UPDATE,
  `{"stream":"key","data":${UPDATE}}`,
  "{}",
  ' {"e" : "x" }\n',
  String.raw`{"e":"\u00e9\"\\\/\n","n":[-0,1.5e-7,1E+2,true,false,null]}`,
  `{"deep":[[[[[[[[{"a":1}]]]]]]]]}`,
  `{"long":"${"x".repeat(1_000_000)}"}`,
])("an object in JSON is sound: %.60s", (text) => {
  expect(frameIsSound(text)).toBe(true);
});

test.each([
  "",
  "pong",
  "null",
  "7",
  '"{}"',
  "[]",
  UPDATE.slice(0, -1),
  `${UPDATE}}`,
  UPDATE.replace("[]", "[,]"),
  UPDATE.replace("[]", "[1,]"),
  UPDATE.replace("{}", '{"a":1,}'),
  UPDATE.replace("{}", '{"a"}'),
  UPDATE.replace("{}", "{a:1}"),
  UPDATE.replace("{}", "undefined"),
  UPDATE.replace("ORDER", String.raw`\x41`),
  UPDATE.replace("ORDER", "line\nbreak"),
  UPDATE.replace("1564745798939", "01"),
  UPDATE.replace("1564745798939", "1."),
  UPDATE.replace("1564745798939", "+1"),
  `{"long":"${"x".repeat(1_000_000)}}`,
])("anything else is not: %.60s", (text) => {
  expect(frameIsSound(text)).toBe(false);
});

test("what nests so deep that it could not be written out again is not sound", () => {
  const nested = (depth: number): string => `{"a":${"[".repeat(depth)}"]"${"]".repeat(depth)}}`;
  expect(frameIsSound(nested(100))).toBe(true);
  expect(frameIsSound(nested(1_000))).toBe(false);
});

test("the answer is the one that parsing gives, for whole frames and for damaged ones", () => {
  const alphabet = Array.from('{}[]":,\\/ 0123456789-+.eEtruefalsnu\n\u0000é');
  const damaged = fc
    .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom("", ...alphabet), fc.nat(2))
    .map(([text, place, char, removed]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + char + text.slice(at + removed);
    });
  const wrapped = fc.oneof(
    fc.json(),
    damaged,
    damaged.map((text) => `{"e":"x","o":${text}}`),
  );
  fc.assert(
    fc.property(wrapped, (text) => {
      expect(frameIsSound(text)).toBe(isObjectInJson(text));
    }),
    { numRuns: 5_000 },
  );
});
