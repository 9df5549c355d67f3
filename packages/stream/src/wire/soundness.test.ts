import type { Instant } from "@listenkey/core/kit";
import { expect, test } from "vitest";
import { momentsOf } from "./arrival.ts";
import { Soundness } from "./soundness.ts";

const EPOCH = 1_000_000;

/** A moment at which both clocks agree. */
function at(ms: number): { wall: number; monotonic: number } {
  return { wall: EPOCH + ms, monotonic: ms };
}

/** A connection that has been open since 0, to an exchange whose clock is known to the given uncertainty. */
function open(uncertaintyMs = 0): Soundness {
  const toExchange = (wall: number) => ({
    earliest: wall - uncertaintyMs,
    latest: wall + uncertaintyMs,
  });
  const { sentAt, noted } = momentsOf(
    { toExchange, toldAt: ({ wall }) => toExchange(wall).earliest },
    "E",
  );
  const local = ({ wall, monotonic }: Instant) => ({ wall, monotonic });
  return new Soundness(at(0), {
    sentAt: (arrival) => {
      const proof = sentAt(arrival);
      return proof && local(proof);
    },
    noted: (instant) => local(noted(instant)),
  });
}

const event = (ms: number): string => JSON.stringify({ e: "X", E: EPOCH + ms });

test("a sign of life without a time proves itself once it is clear that nothing more lay unread", () => {
  const soundness = open();
  soundness.read(at(20_000));
  expect(soundness.provenAt(at(20_900))).toEqual(at(0));
  expect(soundness.provenAt(at(21_100))).toEqual(at(20_000));
});

test("what is read right before the end proves nothing, however long ago the end was", () => {
  const soundness = open();
  for (const ms of [20_000, 300_000]) soundness.read(at(ms));
  soundness.ended(at(300_001));
  expect(soundness.provenAt(at(900_000))).toEqual(at(20_000));
});

test("of what is read in a row, nothing proves that the rest had not lain there as long", () => {
  const soundness = open();
  soundness.read(at(20_000));
  for (const ms of [300_000, 300_001, 300_900, 301_500]) soundness.read(at(ms));
  expect(soundness.provenAt(at(301_600))).toEqual(at(20_000));
});

test("a process that was suspended has read nothing meanwhile, although its monotonic clock stood", () => {
  const soundness = open();
  soundness.read(at(20_000));
  const awake = (ms: number) => ({ wall: EPOCH + 3_620_000 + ms, monotonic: 20_000 + ms });
  for (const ms of [0, 1]) soundness.read(awake(ms));
  expect(soundness.provenAt(awake(2))).toEqual(at(20_000));
});

test("an event proves when it was sent, however late it is read", () => {
  const soundness = open();
  soundness.event({ text: event(14_650), readAt: at(30_400) });
  expect(soundness.provenAt(at(30_400))).toEqual(at(14_650));
});

test("an event proves the earlier, the less is known of the exchange's clock", () => {
  const soundness = open(1_000);
  soundness.event({ text: event(4_960), readAt: at(5_000) });
  expect(soundness.provenAt(at(5_000))).toEqual(at(3_960));
});

test("an event from the future was sent now", () => {
  const soundness = open();
  soundness.event({ text: event(9_000), readAt: at(5_000) });
  expect(soundness.provenAt(at(5_000))).toEqual(at(5_000));
});

test("a sign of life right behind a late event is late, too", () => {
  const soundness = open();
  soundness.event({ text: event(14_650), readAt: at(30_400) });
  for (const ms of [30_401, 46_100]) {
    soundness.read(at(ms));
    expect(soundness.provenAt(at(60_000))).toEqual(at(14_650));
  }
  soundness.read(at(46_200));
  expect(soundness.provenAt(at(60_000))).toEqual(at(46_200));
});

test("a sign of life that was read right before a late event is late, too", () => {
  const soundness = open();
  soundness.read(at(30_000));
  soundness.event({ text: event(14_650), readAt: at(30_400) });
  soundness.ended(at(33_000));
  expect(soundness.provenAt(at(33_000))).toEqual(at(14_650));
});

test("an event without a time proves nothing", () => {
  const soundness = open();
  soundness.event({ text: '{"e":"X"}', readAt: at(20_000) });
  expect(soundness.provenAt(at(20_000))).toEqual(at(0));
});

test("an answer proves when its question was sent, and of several with one id, the first", () => {
  const soundness = open();
  soundness.asked(1, at(15_000));
  soundness.asked(1, at(30_000));
  soundness.read(at(90_000));
  soundness.answered(1);
  expect(soundness.provenAt(at(90_000))).toEqual(at(15_000));
});

test("an answer to an older question, or to none, takes nothing back", () => {
  const soundness = open();
  soundness.asked(2, at(1_000));
  soundness.asked(1, at(3_000));
  for (const id of [1, 2, 7]) soundness.answered(id);
  expect(soundness.provenAt(at(4_000))).toEqual(at(3_000));
});

test("a proof is noted by the exchange's clock, too, as it was known then", () => {
  let ahead = 5_000;
  const toExchange = (wall: number) => ({ earliest: wall + ahead, latest: wall + ahead });
  const soundness = new Soundness(
    at(0),
    momentsOf({ toExchange, toldAt: ({ wall }) => toExchange(wall).earliest }, "E"),
  );
  soundness.asked(1, at(15_000));
  ahead = -3_600_000;
  soundness.answered(1);
  expect(soundness.provenAt(at(16_000))).toEqual({ ...at(15_000), exchangeAt: EPOCH + 20_000 });
  soundness.event({ text: event(26_500), readAt: at(16_600) });
  expect(soundness.provenAt(at(16_600)).exchangeAt).toBe(EPOCH + 26_500);
});

test("an event that was sent to a machine that slept proves its own time, although its clocks disagree", () => {
  const toExchange = (wall: number) => ({ earliest: wall, latest: wall });
  const soundness = new Soundness(
    at(0),
    momentsOf({ toExchange, toldAt: ({ wall }) => toExchange(wall).earliest }, "E"),
  );
  soundness.read(at(10_000));
  const awake = { wall: EPOCH + 7_200_000, monotonic: 31_000 };
  soundness.event({ text: event(30_000), readAt: awake });
  soundness.ended(awake);
  const proof = soundness.provenAt(awake);
  expect(proof.exchangeAt).toBe(EPOCH + 30_000);
  expect(proof.monotonic).toBeGreaterThanOrEqual(0);
});

test("what was noted before anybody had told the time is compared by the local clock", () => {
  let isTold = false;
  const toExchange = (wall: number) => ({ earliest: wall - 31_000, latest: wall - 31_000 });
  const toldAt = ({ wall }: { wall: number }) => (isTold ? wall - 31_000 : undefined);
  const soundness = new Soundness(at(0), momentsOf({ toExchange, toldAt }, "E"));
  isTold = true;
  soundness.event({ text: event(8_000 - 31_000), readAt: at(8_010) });
  expect(soundness.provenAt(at(9_000)).exchangeAt).toBe(EPOCH + 8_000 - 31_000);
});

test("what was sent to a machine that slept was sent after what had been read before, whatever its clocks say", () => {
  const toExchange = (wall: number) => ({ earliest: wall, latest: wall });
  const toldAt = (): undefined => undefined;
  const soundness = new Soundness(at(0), momentsOf({ toExchange, toldAt }, "E"));
  soundness.event({ text: event(20_000), readAt: at(20_010) });
  const wokenAt = { wall: EPOCH + 7_200_000, monotonic: 31_000 };
  soundness.event({ text: event(30_000), readAt: wokenAt });
  soundness.event({ text: event(40_000), readAt: wokenAt });
  soundness.ended(wokenAt);
  expect(soundness.provenAt(wokenAt)).toMatchObject({
    exchangeAt: EPOCH + 40_000,
    monotonic: 20_000,
  });
});
