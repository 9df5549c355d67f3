import { describe, expect, test } from "vitest";
import { SeededRandom } from "./seeded-random.ts";

const draw = (random: SeededRandom, count = 1000): readonly number[] =>
  Array.from({ length: count }, () => random.next());

test("the same seed gives the same numbers, another seed others", () => {
  expect(draw(new SeededRandom("a"))).toEqual(draw(new SeededRandom("a")));
  expect(draw(new SeededRandom("a"))).not.toEqual(draw(new SeededRandom("b")));
  expect(new Set(draw(new SeededRandom("a"))).size).toBe(1000);
});

test("numbers are spread evenly over 0 to 1", () => {
  const numbers = draw(new SeededRandom("even"), 20_000);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / 20_000;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
  }
});

test("a fork does not depend on what was drawn before it, and forks differ", () => {
  const random = new SeededRandom("seed");
  const early = draw(random.fork("keys"));
  draw(random);
  expect(draw(random.fork("keys"))).toEqual(early);
  expect(draw(random.fork("faults"))).not.toEqual(early);
});

describe("what is drawn", () => {
  const random = new SeededRandom("draws");

  test("whole numbers include both ends", () => {
    const numbers = Array.from({ length: 500 }, () => random.integer(-2, 2));
    expect(new Set(numbers)).toEqual(new Set([-2, -1, 0, 1, 2]));
  });

  test("texts have their length and every letter", () => {
    expect(random.alphanumeric(64)).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(random.alphanumeric(3)).toHaveLength(3);
    expect(new Set(random.alphanumeric(5000)).size).toBe(62);
  });

  test("a chance is as likely as it says", () => {
    const struck = Array.from({ length: 5000 }, () => random.chance(0.2)).filter(Boolean).length;
    expect(Math.abs(struck / 5000 - 0.2)).toBeLessThan(0.03);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });
});
