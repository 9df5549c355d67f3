import { instantOf } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { Redundancy } from "./redundancy.ts";

test("two replacements within an hour are one too many", async () => {
  const clock = virtualClock();
  const redundancy = new Redundancy(clock);
  expect(redundancy.replaced()).toBe(false);
  await clock.advance(3_600_000);
  expect(redundancy.replaced()).toBe(false);
  await clock.advance(3_599_999);
  expect(redundancy.replaced()).toBe(true);
});

test("a feed that is closed as soon as another has joined, three times, was closed because of it", async () => {
  const clock = virtualClock();
  const redundancy = new Redundancy(clock);
  expect([1, 2].map(() => redundancy.ended(instantOf(clock)))).toEqual([false, false]);
  await clock.advance(60_000);
  const joinedAt = instantOf(clock);
  await clock.advance(2_000);
  expect(redundancy.ended(joinedAt)).toBe(true);
});

test("a drop at any other time has nothing to do with the other feed", async () => {
  const clock = virtualClock();
  const redundancy = new Redundancy(clock);
  const joinedAt = instantOf(clock);
  await clock.advance(2_001);
  expect([1, 2, 3, 4].map(() => redundancy.ended(joinedAt))).toEqual([false, false, false, false]);
  expect([1, 2, 3, 4].map(() => redundancy.ended(undefined))).toEqual([false, false, false, false]);
});
