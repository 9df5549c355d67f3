import { expect, test } from "vitest";
import { virtualClock } from "../testing.ts";
import { elapsedSince, instantOf } from "./instant.ts";

test("an instant is both clocks' time", async () => {
  const clock = virtualClock({ now: 1_000 });
  await clock.advance(5);
  expect(instantOf(clock)).toEqual({ wall: 1_005, monotonic: 5 });
});

test.each<[string, number, (clock: ReturnType<typeof virtualClock>) => void]>([
  ["both clocks agree", 1_000, () => {}],
  ["the machine slept", 61_000, (clock) => clock.sleep(60_000)],
  ["the wall was set back", 1_000, (clock) => clock.jump(-60_000)],
  ["the wall was set forward", 61_000, (clock) => clock.jump(60_000)],
])("where %s, %i ms have passed: the larger word counts", async (_, elapsed, happen) => {
  const clock = virtualClock();
  const since = instantOf(clock);
  happen(clock);
  await clock.advance(1_000);
  expect(elapsedSince(clock, since)).toBe(elapsed);
});
