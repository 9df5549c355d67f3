import { expect, test } from "vitest";
import { seededRandom } from "./seeded-random.ts";

function draw(seed: number, name: string): readonly number[] {
  const random = seededRandom(seed, name);
  return Array.from({ length: 10_000 }, random);
}

test("the same seed and name draw the same numbers, any others do not", () => {
  expect(draw(1, "spot")).toEqual(draw(1, "spot"));
  const firsts = [draw(1, "spot")[0], draw(2, "spot")[0], draw(1, "spos")[0]];
  expect(new Set(firsts).size).toBe(3);
});

test("numbers are spread evenly between 0 and 1", () => {
  const tenths = Array<number>(10).fill(0);
  for (const number of draw(7, "margin-risk")) {
    const tenth = Math.floor(number * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(tenths.reduce((sum, count) => sum + count)).toBe(10_000);
});
