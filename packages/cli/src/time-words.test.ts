import { expect, test } from "vitest";
import { clockTime, duration } from "./time-words.ts";

test.each([
  [0, "0s"],
  [4, "0s"],
  [400, "0.4s"],
  [9_960, "10s"],
  [59_600, "1m"],
  [61_000, "1m 1s"],
  [3_600_000, "1h"],
  [3_601_000, "1h"],
  [5_400_000, "1h 30m"],
  [86_400_000, "24h"],
])("%d ms are told as %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test("the time of day is that of the exchange", () => {
  expect(clockTime(Date.UTC(2026, 10, 23, 14, 5, 10, 999))).toBe("14:05:10");
});
