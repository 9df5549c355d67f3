import { expect, test } from "vitest";
import { Draws } from "../../src/random/draws.ts";

function many<Value>(draw: () => Value): readonly Value[] {
  return Array.from({ length: 10_000 }, draw);
}

test("what one name draws does not depend on what others have drawn", () => {
  const fresh = new Draws(1, "day").fork("weather");
  const used = new Draws(1, "day");
  many(() => used.whole(0, 9));
  const forked = used.fork("weather");
  expect(many(() => forked.whole(0, 9))).toEqual(many(() => fresh.whole(0, 9)));
});

test("names and seeds that differ in little differ in all they draw", () => {
  const first = ([seed, name]: readonly [number, string]): number =>
    new Draws(seed, name).between(0, 1);
  const draws = (
    [
      [1, "a"],
      [2, "a"],
      [1, "b"],
      [11, "a"],
      [1, "1/a"],
    ] as const
  ).map(first);
  expect(new Set(draws.map((draw) => Math.round(draw * 1_000))).size).toBe(draws.length);
});

test("a tenth is as likely as the tenfold", () => {
  const draws = new Draws(1, "spread");
  const drawn = many(() => draws.spread(0.1, 10));
  expect(drawn.filter((value) => value < 1).length / drawn.length).toBeCloseTo(0.5, 1);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.1);
  expect(Math.max(...drawn)).toBeLessThan(10);
});

test("whole numbers reach both ends, each as often", () => {
  const draws = new Draws(1, "whole");
  const drawn = many(() => draws.whole(3, 6));
  for (const number of [3, 4, 5, 6]) {
    expect(drawn.filter((one) => one === number).length / drawn.length).toBeCloseTo(0.25, 1);
  }
});

test("weights say how often each is drawn, and no weight never", () => {
  const draws = new Draws(1, "weigh");
  const drawn = many(() =>
    draws.weigh([
      ["often", 90],
      ["never", 0],
      ["rarely", 10],
    ]),
  );
  expect(drawn).not.toContain("never");
  expect(drawn.filter((one) => one === "rarely").length / drawn.length).toBeCloseTo(0.1, 1);
});

test("counts have the mean that is asked for, and scatter", () => {
  const draws = new Draws(1, "count");
  const counts = many(() => draws.count(6));
  expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeCloseTo(6, 0);
  expect(counts.filter((count) => count < 2).length).toBeGreaterThan(100);
});
