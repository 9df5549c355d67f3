import { expect, test } from "vitest";
import { exactJson } from "./exact-json.ts";

test("integers beyond 2^53 are written to the last digit, wherever they are", () => {
  const id = 1_352_286_576_452_864_727n;
  expect(exactJson({ T: id, o: { i: -id, list: [id, { n: id }] } })).toBe(
    `{"T":${id},"o":{"i":-${id},"list":[${id},{"n":${id}}]}}`,
  );
  expect(exactJson(id)).toBe(String(id));
});

test.each([[true], [false]])(
  "everything else is as JSON has it (beside a bigint: %s)",
  (beside) => {
    const value = {
      text: 'quoted " and \n 测试',
      none: null,
      left: undefined,
      yes: true,
      list: [1, undefined, "a"],
      empty: {},
      nothing: [],
      decimal: 1.5,
    };
    const written = exactJson(beside ? { ...value, id: 1n } : value);
    expect(JSON.parse(written)).toEqual({
      ...JSON.parse(JSON.stringify(value)),
      ...(beside && { id: 1 }),
    });
  },
);
