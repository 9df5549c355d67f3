import fc from "fast-check";
import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

const rate = { intervalMs: 1_000, burstMs: 0 };

test("calls that come at once are spread at the steady rate", () => {
  const pace = new Pace();
  expect([0, 0, 0].map((from) => pace.take(from, rate))).toEqual([0, 1_000, 2_000]);
});

test("a call that comes when its turn is over goes at once, and saves nothing up", () => {
  const pace = new Pace();
  pace.take(0, rate);
  expect([5_000, 5_000].map((from) => pace.take(from, rate))).toEqual([5_000, 6_000]);
});

test("a burst runs ahead of the steady rate, and has to be earned again", () => {
  const pace = new Pace();
  const take = (from: number) => pace.take(from, { intervalMs: 1_000, burstMs: 2_000 });
  expect([0, 0, 0, 0, 0].map(take)).toEqual([0, 0, 0, 1_000, 2_000]);
  expect([4_000, 4_000].map(take)).toEqual([4_000, 4_000]);
});

test("a heavy call uses up more of the rate", () => {
  const pace = new Pace();
  pace.take(0, { ...rate, intervalMs: 5_000 });
  expect(pace.take(0, rate)).toBe(5_000);
});

test("no time is taken before it may be, and no window holds more than its share and the burst", () => {
  const arrivals = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 100 });
  const windowMs = 10_000;
  const property = fc.property(
    arrivals,
    fc.integer({ min: 50, max: 2_000 }),
    fc.nat(4_000),
    (...[gaps, intervalMs, burstMs]) => {
      const pace = new Pace();
      let from = 0;
      const taken = gaps.map((gap) => {
        from += gap;
        const at = pace.take(from, { intervalMs, burstMs });
        expect(at).toBeGreaterThanOrEqual(from);
        return at;
      });
      const most = 1 + (windowMs + burstMs) / intervalMs;
      for (const start of taken) {
        const inWindow = taken.filter((at) => at >= start && at < start + windowMs);
        expect(inWindow.length).toBeLessThanOrEqual(most);
      }
    },
  );
  fc.assert(property);
});
