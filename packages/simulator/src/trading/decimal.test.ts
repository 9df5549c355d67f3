import { expect, test } from "vitest";
import { decimal, fixed, over, plain, size, times } from "./decimal.ts";

test.each([
  ["0", "0.00000000", "0"],
  ["1", "1.00000000", "1"],
  ["100", "100.00000000", "100"],
  ["0.001", "0.00100000", "0.001"],
  ["-0.5", "-0.50000000", "-0.5"],
  ["64089.20", "64089.20000000", "64089.2"],
  ["0.00000001", "0.00000001", "0.00000001"],
])("%s is written %s, or %s", (text, eight, short) => {
  expect([fixed(decimal(text)), plain(decimal(text))]).toEqual([eight, short]);
});

test("products and quotients are exact up to eight places, and cut off there", () => {
  expect(plain(times(decimal("64089.20"), decimal("0.00123")))).toBe("78.829716");
  expect(plain(times(decimal("0.00000001"), decimal("0.5")))).toBe("0");
  expect(plain(over(decimal("1"), decimal("3")))).toBe("0.33333333");
  expect(plain(over(decimal("-10"), decimal("4")))).toBe("-2.5");
  expect(plain(size(decimal("-3.25")))).toBe("3.25");
});

test("sums that floating point gets wrong are right", () => {
  expect(plain(decimal("0.1") + decimal("0.2"))).toBe("0.3");
});
