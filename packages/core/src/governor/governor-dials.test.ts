import { expect, test } from "vitest";
import { accountA, accountB, create, draw, MINUTE, setup } from "./governor.fixture.ts";
import type { PoolDraw } from "./governor.ts";

test("a second dial waits for the listen keys of those who have no socket at all", async () => {
  const { clock, governor } = setup();
  const waits = Array.from({ length: 10 }, () => governor.wait(draw, create).inMs);
  const lastKeyAfter = waits.at(-1) ?? 0;
  expect(lastKeyAfter).toBeGreaterThan(MINUTE / 2);
  let isDialled = false;
  governor.dial(draw, "second", () => (isDialled = true));
  await clock.advance(lastKeyAfter - 1);
  expect(isDialled).toBe(false);
  await clock.advance(2);
  expect(isDialled).toBe(true);
});

test("a second dial waits for the keys that the exchange was asked for, in the pool around an account's, too", async () => {
  const { clock, governor } = setup();
  const answered = governor.awaitKey(accountA);
  const dials: string[] = [];
  governor.dial(accountB, "first", () => dials.push("first"));
  governor.dial(accountB, "second", () => dials.push("second"));
  await clock.advance(500);
  expect(dials).toEqual(["first"]);
  answered();
  governor.dial(accountA, "first", () => dials.push("first"));
  await clock.advance(20);
  expect(dials).toEqual(["first", "first", "second"]);
});

test("a dial does not wait for subscriptions, which need no key", async () => {
  const { clock, governor } = setup();
  for (let count = 0; count < 10; count += 1) governor.wait(draw, { ...create, lane: "subscribe" });
  let isDialled = false;
  governor.dial(draw, "second", () => (isDialled = true));
  await clock.advance(1);
  expect(isDialled).toBe(true);
});

test("accounts share the dials of the pool around theirs, and what came of them", async () => {
  const { clock, governor } = setup();
  let dials = 0;
  const dial = (of: PoolDraw): void => {
    governor.dial(of, "first", () => {
      dials += 1;
      governor.dialled(of, false);
    });
  };
  for (let count = 0; count < 20; count += 1) dial(count % 2 === 0 ? accountA : accountB);
  await clock.advance(1_000);
  expect(dials).toBe(10);
});
