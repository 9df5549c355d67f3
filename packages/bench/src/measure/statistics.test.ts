import { describe, expect, test } from "vitest";
import { median, percentile } from "./statistics.ts";

describe("the median", () => {
  test.each([
    { values: [3, 1, 2], is: 2 },
    { values: [4, 1, 2, 3], is: 2.5 },
    { values: [7], is: 7 },
    { values: [], is: NaN },
  ])("of $values is $is", ({ values, is }) => {
    expect(median(values)).toBe(is);
  });
});

describe("the percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  test.each([
    { percent: 50, is: 50 },
    { percent: 99, is: 99 },
    { percent: 99.9, is: 100 },
    { percent: 0, is: 1 },
  ])("$percent of 1 to 100 is $is", ({ percent, is }) => {
    expect(percentile(hundred, percent)).toBe(is);
  });

  test("of nothing is not a number", () => {
    expect(percentile([], 50)).toBeNaN();
  });
});
