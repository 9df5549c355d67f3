import { ExchangeTime, instantOf } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { momentsOf } from "./arrival.ts";

const DAY = 86_400_000;

/** When an event was sent that carries a time so far from now. */
function sentAt(ahead: number, unit = 1) {
  const clock = virtualClock();
  const { sentAt: told } = momentsOf(new ExchangeTime(clock), "E");
  const now = clock.now();
  const text = `{"e":"A","E":${(now + ahead) * unit}}`;
  return { now, proof: told({ text, readAt: instantOf(clock) }) };
}

test.each([-3 * DAY, -40, 0, 3_600_000])("an event of %i ms from now was sent then", (ahead) => {
  const { now, proof } = sentAt(ahead);
  expect(proof?.exchangeAt).toBe(now + ahead);
});

test("an event of the day after tomorrow, or in another unit, does not say when it was sent", () => {
  expect(sentAt(2 * DAY).proof).toBeUndefined();
  expect(sentAt(0, 1e6).proof).toBeUndefined();
});

test("an event that is late says nothing of the time since", () => {
  const { now, proof } = sentAt(-60_000);
  // As far ahead as the exchange may be while nobody has told its time.
  expect(proof?.wall).toBe(now - 65_000);
});
