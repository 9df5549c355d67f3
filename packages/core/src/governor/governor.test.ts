import fc from "fast-check";
import { expect, test } from "vitest";
import { scriptedTransport, virtualClock, type VirtualClock } from "../testing.ts";
import { instantOf } from "../time/instant.ts";
import {
  accountA,
  accountB,
  create,
  draw,
  MINUTE,
  pool,
  renew,
  setup,
} from "./governor.fixture.ts";
import { Governor, type PoolDraw } from "./governor.ts";

test("a usual answer ends the doubling of the pool around an account's, too", async () => {
  const { clock, governor, minutes, stop } = setup();
  stop(418, undefined, accountA);
  await clock.advance(10 * MINUTE);
  governor.answered(accountA);
  stop(418, undefined, accountA);
  expect(minutes(accountA)).toBe(2);
});

test("a pool is open until it is stopped, and again when the silence is over", async () => {
  const { clock, governor, stop } = setup();
  expect(governor.block(draw)).toBeUndefined();
  expect(stop(429, 90_000)).toBe(90_000);
  expect(governor.block(draw)).toEqual({ status: 429, forMs: 90_000 });
  await clock.advance(89_999);
  expect(governor.blockedFor(draw)).toBe(1);
  await clock.advance(1);
  expect(governor.block(draw)).toBeUndefined();
});

test("a silence is over on time although the machine slept, or the wall was set back", async () => {
  const { clock, minutes, stop } = setup();
  stop(429, 2 * MINUTE);
  clock.sleep(MINUTE);
  expect(minutes()).toBe(1);
  clock.jump(-60 * MINUTE);
  await clock.advance(MINUTE);
  expect(minutes()).toBe(1);
  await clock.advance(MINUTE);
  expect(minutes()).toBe(0);
});

test("a shorter word does not shorten a silence, a longer one lengthens it", () => {
  const { minutes, stop } = setup();
  stop(429, 10 * MINUTE);
  expect(stop(429, MINUTE)).toBe(10 * MINUTE);
  expect(stop(418, 20 * MINUTE)).toBe(20 * MINUTE);
  expect(minutes()).toBe(20);
});

test("silences that were told at once count as one when the next is not told", async () => {
  const { clock, minutes, stop } = setup();
  stop(429, MINUTE);
  stop(429, MINUTE);
  await clock.advance(MINUTE);
  stop(429);
  expect(minutes()).toBe(4);
});

test("an answer to a request from before the silence begins it anew, and does not double it", async () => {
  const { clock, governor, minutes, stop } = setup();
  const sentAt = instantOf(clock);
  await clock.advance(1_000);
  stop(429);
  await clock.advance(1_000);
  expect(governor.stop(draw, { status: 429 }, sentAt)).toBe(2 * MINUTE);
  await clock.advance(2 * MINUTE);
  stop(429);
  expect(minutes()).toBe(4);
});

test("pools are told apart by id and realm, accounts only where the pool does", () => {
  const { governor, stop } = setup();
  stop(429, MINUTE);
  expect(governor.blockedFor({ ...draw, account: "B" })).toBe(MINUTE);
  expect(governor.blockedFor({ ...draw, pool: { ...pool, weightPerMinute: 1 } })).toBe(MINUTE);
  expect(governor.blockedFor({ ...draw, realm: "testnet" })).toBe(0);
  expect(governor.blockedFor({ ...draw, pool: { ...pool, id: "eapi" } })).toBe(0);
});

test("429 in a pool per account stops that account only", () => {
  const { governor, stop } = setup();
  stop(429, MINUTE, accountA);
  expect(governor.blockedFor(accountA)).toBe(MINUTE);
  expect(governor.blockedFor(accountB)).toBe(0);
  expect(governor.blockedFor(draw)).toBe(0);
});

test.each([418, 403])("%i in a pool per account stops the pool around it", (status) => {
  const { governor, stop } = setup();
  stop(status, MINUTE, accountA);
  for (const each of [accountA, accountB, draw])
    expect(governor.block(each)).toEqual({ status, forMs: MINUTE });
});

test.each(["create", "renew"] as const)(
  "an account that has to keep silent keeps no other one from its turn to %s",
  (lane) => {
    const { governor, stop } = setup();
    stop(429, 20_000, accountA);
    const inMs = (of: PoolDraw): number => governor.wait(of, { ...create, lane }).inMs;
    expect(inMs(accountA)).toBeGreaterThanOrEqual(20_000);
    expect(inMs(accountB)).toBe(0);
    expect(inMs(draw)).toBeLessThan(1_000);
  },
);

test("of two silences the longer one is told", () => {
  const { governor, stop } = setup();
  stop(429, 2 * MINUTE, accountA);
  stop(418, MINUTE, accountB);
  expect(governor.block(accountA)).toEqual({ status: 429, forMs: 2 * MINUTE });
  expect(governor.block(accountB)).toEqual({ status: 418, forMs: MINUTE });
});

test("creates may come in a small burst, then at the pace of their share", () => {
  const { governor } = setup();
  const waits = Array.from({ length: 4 }, () => Math.round(governor.wait(draw, create).inMs));
  expect(waits).toEqual([0, 667, 7_333, 14_000]);
});

test("accounts with limits of their own are paced together by the address they share", () => {
  const alone = setup().governor;
  const expected = Array.from({ length: 6 }, () => alone.wait(draw, create));
  const { governor } = setup();
  const accounts = Array.from({ length: 6 }, (_, index) => ({ ...accountA, account: `${index}` }));
  expect(accounts.map((each) => governor.wait(each, create))).toEqual(expected);
});

test("renewals do not wait for creates", () => {
  const { governor } = setup();
  for (let count = 0; count < 20; count += 1) governor.wait(draw, create);
  expect(governor.wait(draw, renew).inMs).toBe(0);
});

test.each([
  ["a pool", draw],
  ["the pool around an account's", accountA],
])("a silence of %s is one, although time goes on while it is looked at", (_, of) => {
  const still = virtualClock();
  let reads = 0;
  const monotonic = (): number => still.monotonic() + (reads += 1e-4);
  const clock = { ...still, now: () => still.now(), monotonic };
  const governor = new Governor(clock);
  governor.stop(of, { status: 418, forMs: 20_000 }, instantOf(clock));
  expect(governor.wait(of, renew).isTurn).toBe(true);
});

test("while a silence is long no turns are given: by one of the clocks it may be over sooner", async () => {
  const { clock, governor, stop } = setup();
  stop(429, 10 * MINUTE);
  expect(governor.wait(draw, renew)).toEqual({ inMs: 30_000, isTurn: false });
  clock.jump(10 * MINUTE);
  expect(governor.wait(draw, renew)).toEqual({ inMs: 0, isTurn: true });
  stop(429, 10 * MINUTE);
  await clock.advance(9.5 * MINUTE);
  expect(governor.wait(draw, renew)).toEqual({ inMs: 32_500, isTurn: true });
});

test("while a pool is stopped turns are given for after the release, spread and without a burst", () => {
  const { governor, stop } = setup();
  stop(429, 20_000);
  const turns = [0, 0.99, 0.5].map(
    (drawn) => governor.wait(draw, { ...renew, random: () => drawn }).inMs,
  );
  const [first = 0, second = 0, third = 0] = turns;
  expect(first).toBe(20_000);
  expect(second).toBe(20_000 + 4_950);
  expect(third).toBeGreaterThan(second + 3_000);
});

test.each(["create", "renew"] as const)(
  "no minute holds more %s calls than their part of the pool",
  async (lane) => {
    const part = lane === "create" ? create.share : 0.5;
    const gaps = fc.array(fc.nat(5_000), { minLength: 1, maxLength: 60 });
    const property = fc.asyncProperty(gaps, fc.constantFrom(1, 2, 5), async (arrivals, weight) => {
      const { clock, governor } = setup();
      const taken: number[] = [];
      for (const gap of arrivals) {
        await clock.advance(gap);
        taken.push(clock.monotonic() + governor.wait(draw, { ...renew, lane, weight }).inMs);
      }
      const most = Math.floor((pool.weightPerMinute * part) / weight);
      expect(busiestMinute(taken)).toBeLessThanOrEqual(most);
    });
    await fc.assert(property, { numRuns: 50 });
  },
);

function busiestMinute(times: readonly number[]): number {
  const counts = times.map(
    (start) => times.filter((at) => at >= start && at < start + MINUTE).length,
  );
  return Math.max(...counts);
}

test("one transport and clock have one governor", () => {
  const transport = scriptedTransport();
  const clock: VirtualClock = virtualClock();
  const governor = Governor.of(transport, clock);
  expect(Governor.of(transport, clock)).toBe(governor);
  expect(Governor.of(transport, virtualClock())).not.toBe(governor);
  expect(Governor.of(scriptedTransport(), clock)).not.toBe(governor);
});

test("keys and subscriptions share what they may use of a pool", () => {
  const { governor } = setup();
  const waits = Array.from({ length: 10 }, (_, count) =>
    governor.wait(draw, { ...create, lane: count % 2 === 0 ? "create" : "subscribe" }),
  );
  const alone = setup().governor;
  expect(waits).toEqual(waits.map(() => alone.wait(draw, create)));
});
