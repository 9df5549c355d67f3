import { expect, test } from "vitest";
import type { HeardEvent } from "./frame.ts";
import { compared, type Heard } from "./pair.ts";

function event(content: string, at: number, time: unknown = 1): HeardEvent {
  const facts = { name: "x", isWrapped: false, hasLargeInteger: false, subscription: undefined };
  return { ...facts, content, at, time };
}

function heard(...events: readonly HeardEvent[]): Heard {
  return { events, hearsSince: 0 };
}

const at = { now: 10_000, settleMs: 1_000 };

test("copies are counted once, and what only one has is held against the other", () => {
  const pair = [
    heard(event("a", 1_000), event("b", 2_000), event("c", 3_000)),
    heard(event("a", 1_100), event("d", 2_500)),
  ] as const;
  expect(compared(pair, at)).toMatchObject({ both: 1, onlyFirst: 2, onlySecond: 1 });
});

test("two events with the same content are two", () => {
  const pair = [heard(event("a", 1_000), event("a", 1_001)), heard(event("a", 1_000))] as const;
  expect(compared(pair, at)).toMatchObject({ both: 1, onlyFirst: 1, onlySecond: 0 });
});

test("what came while the second was being opened, or just now, is held against none", () => {
  const first = heard(event("early", 100), event("late", 9_700));
  const pair = [first, { events: [], hearsSince: 50 }] as const;
  expect(compared(pair, at)).toMatchObject({ both: 0, onlyFirst: 0, onlySecond: 0 });
});

test("an early or late event that both have counts", () => {
  const pair = [heard(event("a", 10)), heard(event("a", 9_990))] as const;
  expect(compared(pair, at)).toMatchObject({ both: 1 });
});

test("another send time, and another order, are seen", () => {
  const straight = heard(event("a", 1_000, 1), event("b", 2_000, 2));
  const same = heard(event("a", 1_000, 1), event("b", 2_000, 2));
  const timed = heard(event("a", 1_000, 2), event("b", 2_000, 2));
  const turned = heard(event("b", 1_000, 2), event("a", 2_000, 1));
  expect(compared([straight, same], at)).toMatchObject({ sameTimes: true, sameOrder: true });
  expect(compared([straight, timed], at)).toMatchObject({ sameTimes: false, sameOrder: true });
  expect(compared([straight, turned], at)).toMatchObject({ sameTimes: true, sameOrder: false });
});
