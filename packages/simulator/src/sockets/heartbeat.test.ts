import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { Timers } from "../time/timers.ts";
import { Heartbeat } from "./heartbeat.ts";

const MINUTE = 60_000;

/** A heartbeat of every three minutes with a deadline of ten, and when it did what, in minutes. */
function setup(
  pongs: (minute: number) => boolean,
  settle: (then: () => void) => void = (then) => then(),
): {
  readonly clock: VirtualClock;
  readonly heartbeat: Heartbeat;
  readonly pinged: number[];
  readonly overdue: number[];
} {
  const clock = virtualClock();
  const pinged: number[] = [];
  const overdue: number[] = [];
  const minute = (): number => clock.monotonic() / MINUTE;
  const heartbeat = new Heartbeat(
    { pingEveryMs: 3 * MINUTE, pongWithinMs: 10 * MINUTE },
    new Timers(clock),
    {
      ping: () => {
        pinged.push(minute());
        if (pongs(minute())) heartbeat.pong();
      },
      settle,
      overdue: () => {
        overdue.push(minute());
        heartbeat.stop();
      },
    },
  );
  return { clock, heartbeat, pinged, overdue };
}

test("it pings at its pace as long as every ping is answered", async () => {
  const { clock, pinged, overdue } = setup(() => true);
  await clock.advance(31 * MINUTE);
  expect(pinged).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
  expect(overdue).toEqual([]);
});

test("the deadline counts from the oldest ping without an answer, to the millisecond", async () => {
  const { clock, pinged, overdue } = setup((minute) => minute < 6);
  await clock.advance(16 * MINUTE - 1);
  expect(pinged).toEqual([3, 6, 9, 12, 15]);
  expect(overdue).toEqual([]);
  await clock.advance(1);
  expect(overdue).toEqual([16]);
  expect(clock.pendingTimers).toBe(0);
});

test("a late pong answers every ping before it", async () => {
  const { clock, heartbeat, overdue } = setup(() => false);
  await clock.advance(12 * MINUTE);
  heartbeat.pong();
  await clock.advance(13 * MINUTE - 1);
  expect(overdue).toEqual([]);
  await clock.advance(1);
  expect(overdue).toEqual([25]);
});

test("a pong that was on its way at the deadline counts, and the next ping comes", async () => {
  let decide = (): void => undefined;
  const { clock, heartbeat, pinged, overdue } = setup(
    () => false,
    (then) => (decide = then),
  );
  await clock.advance(60 * MINUTE);
  expect([pinged.length, overdue]).toEqual([4, []]);
  heartbeat.pong();
  decide();
  await clock.advance(2 * MINUTE);
  expect([pinged, overdue]).toEqual([[3, 6, 9, 12, 60], []]);
  await clock.advance(60 * MINUTE);
  decide();
  expect(overdue).toEqual([122]);
});

test("it needs one timer, and none once it is stopped", async () => {
  const { clock, heartbeat, pinged } = setup(() => true);
  await clock.advance(7 * MINUTE);
  expect(clock.pendingTimers).toBe(1);
  heartbeat.stop();
  await clock.advance(60 * MINUTE);
  expect([clock.pendingTimers, pinged.length]).toEqual([0, 2]);
});
