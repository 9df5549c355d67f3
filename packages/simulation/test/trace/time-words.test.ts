import { expect, test } from "vitest";
import { spanOf, timeOfDay } from "../../src/trace/time-words.ts";

test.each([
  [0, "00:00:00.000"],
  [999.9, "00:00:00.999"],
  [3_723_004, "01:02:03.004"],
  [90_000_000, "25:00:00.000"],
])("%d ms into the day it is %s", (atMs, told) => {
  expect(timeOfDay(atMs)).toBe(told);
});

test.each([
  [-5, "0ms"],
  [0, "0ms"],
  [250.4, "250ms"],
  [999.6, "1s"],
  [59_600, "1m"],
  [90_000, "1m 30s"],
  [3_600_000, "1h"],
  [3_605_000, "1h"],
  [7_380_000, "2h 3m"],
  [90_000_000, "25h"],
])("%d ms are %s", (ms, told) => {
  expect(spanOf(ms)).toBe(told);
});
