import fc from "fast-check";
import { expect, test } from "vitest";
import { renewalDelay, retryDelay, type RetryFacts } from "./schedule.ts";

const HOUR = 3_600_000;

/** The largest number less than 1: the most that randomness may be. */
const ALMOST_1 = 1 - Number.EPSILON / 2;

/** Anything randomness may be. */
const drawn = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test.each([
  [0, HOUR / 4],
  [0.5, (7 / 24) * HOUR],
  [ALMOST_1, HOUR / 3],
])("a renewal drawn at %d comes after %d ms of an hour", (random, ms) => {
  expect(renewalDelay(HOUR, () => random)).toBeCloseTo(ms, 3);
});

test("a renewal comes between a quarter and a third of a life", () => {
  const property = fc.property(fc.integer({ min: 1, max: 86_400_000 }), drawn, (life, random) => {
    const delay = renewalDelay(life, () => random);
    expect(delay).toBeGreaterThanOrEqual(life / 4);
    expect(delay).toBeLessThanOrEqual(life / 3);
  });
  fc.assert(property);
});

const renewing: RetryFacts = { call: "renew", failures: 1, isUnauthorized: false };

test("without a failure there is nothing to wait for", () => {
  for (const isUnauthorized of [false, true])
    expect(retryDelay({ ...renewing, failures: 0, isUnauthorized }, () => ALMOST_1)).toBe(0);
});

test("the longest pause doubles from half a second up to half a minute", () => {
  const failures = [1, 2, 3, 4, 5, 6, 7, 8, 100, 10_000];
  const longest = failures.map((count) =>
    Math.round(retryDelay({ ...renewing, failures: count }, () => ALMOST_1)),
  );
  expect(longest).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test("a pause is drawn from all of nothing up to its longest", () => {
  const property = fc.property(fc.integer({ min: 1, max: 1_000 }), drawn, (failures, random) => {
    const facts = { ...renewing, failures };
    expect(retryDelay(facts, () => random)).toBeCloseTo(random * retryDelay(facts, () => 1), 6);
  });
  fc.assert(property);
});

test("an API key that is not accepted is tried once a minute, and every five without a key", () => {
  const property = fc.property(fc.integer({ min: 1, max: 1_000 }), drawn, (failures, random) => {
    const facts = { failures, isUnauthorized: true };
    expect(retryDelay({ ...facts, call: "renew" }, () => random)).toBe(60_000);
    expect(retryDelay({ ...facts, call: "create" }, () => random)).toBe(300_000);
  });
  fc.assert(property);
});
