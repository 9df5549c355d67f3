import fc from "fast-check";
import { expect, test } from "vitest";
import { ListenKeyError, RateLimitedError } from "../errors.ts";
import { virtualClock } from "../testing.ts";
import { Attempts } from "./attempts.ts";
import { CallBudget } from "./call-budget.ts";

const MINUTE = 60_000;

const unreachable = new ListenKeyError("NETWORK", "");

function setup(random = () => 0.5) {
  const clock = virtualClock();
  const budget = new CallBudget(clock);
  return { clock, budget, attempts: new Attempts({ clock, random }, budget) };
}

test("six calls may be made at once, then one every ten seconds", async () => {
  const { clock, budget, attempts } = setup();
  for (let count = 0; count < 6; count += 1) {
    expect(attempts.pause).toBe(0);
    budget.spend();
  }
  expect(attempts.pause).toBe(10_000);
  await clock.advance(10_000);
  expect(attempts.pause).toBe(0);
  budget.spend();
  expect(attempts.pause).toBe(10_000);
});

test("an account that makes few calls owes nothing", async () => {
  const { clock, budget, attempts } = setup();
  for (let count = 0; count < 100; count += 1) {
    budget.spend();
    await clock.advance(10_000);
    expect(attempts.pause).toBe(0);
  }
});

test("never more than twelve calls are made in any minute", async () => {
  const burst = fc.record({ pauseMs: fc.nat(100_000), calls: fc.nat(15) });
  const property = fc.asyncProperty(fc.array(burst, { maxLength: 10 }), async (bursts) => {
    const { clock, budget, attempts } = setup(() => 0);
    const sentAt: number[] = [];
    for (const { pauseMs, calls } of bursts) {
      await clock.advance(pauseMs);
      for (let call = 0; call < calls; call += 1) {
        await clock.advance(attempts.delay("create"));
        budget.spend();
        attempts.failed(unreachable, false);
        sentAt.push(clock.monotonic());
      }
    }
    for (const start of sentAt) {
      const inMinute = sentAt.filter((at) => at >= start && at <= start + MINUTE);
      expect(inMinute.length).toBeLessThanOrEqual(12);
    }
  });
  await fc.assert(property, { numRuns: 50 });
});

test("failures are counted, and waited for, until something succeeds", () => {
  const { attempts } = setup();
  expect(attempts.delay("renew")).toBe(0);
  attempts.failed(unreachable, false);
  attempts.failed(unreachable, false);
  expect(attempts.failures).toBe(2);
  expect(attempts.delay("renew")).toBe(500);
  attempts.restart();
  expect(attempts.failures).toBe(0);
  expect(attempts.delay("renew")).toBe(0);
});

test("an API key that is not accepted is left alone, until it fails in another way", () => {
  const { attempts } = setup();
  attempts.failed(unreachable, true);
  expect([attempts.delay("renew"), attempts.delay("create")]).toEqual([MINUTE, 5 * MINUTE]);
  attempts.failed(unreachable, false);
  expect(attempts.delay("renew")).toBe(500);
});

test("an error that says when to come back is obeyed, until the next error", async () => {
  const { clock, attempts } = setup();
  const retryAt = clock.now() + 10 * MINUTE;
  attempts.failed(new RateLimitedError("", { status: 429, retryAt }), false);
  expect(attempts.silence).toBe(10 * MINUTE);
  expect(attempts.delay("renew")).toBe(10 * MINUTE);
  await clock.advance(MINUTE);
  expect(attempts.delay("renew")).toBe(9 * MINUTE);
  attempts.failed(unreachable, false);
  expect(attempts.silence).toBe(0);
  expect(attempts.delay("renew")).toBe(500);
});

test("a silence outlives the circumstances it was asked for in, but not a success", () => {
  const { clock, attempts } = setup();
  attempts.failed(new RateLimitedError("", { status: 429, retryAt: clock.now() + MINUTE }), false);
  attempts.restart();
  expect(attempts.pause).toBe(MINUTE);
  clock.jump(-60 * MINUTE);
  expect(attempts.pause).toBe(MINUTE);
  attempts.succeeded();
  expect(attempts.pause).toBe(0);
});

test("a success does not wipe out how many calls were made", () => {
  const { budget, attempts } = setup();
  for (let count = 0; count < 6; count += 1) budget.spend();
  attempts.restart();
  expect(attempts.delay("create")).toBe(10_000);
});
