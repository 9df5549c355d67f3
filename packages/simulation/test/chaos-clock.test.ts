import { virtualClock } from "@listenkey/core/testing";
import { expect, test } from "vitest";
import { ScaledClock } from "../src/chaos/time/scaled-clock.ts";

const EPOCH = 1_700_000_000_000;

function setup({ scale = 60, skewMs = 0 } = {}) {
  const real = virtualClock({ now: 0 });
  const clock = new ScaledClock({
    origin: { real: real.monotonic(), simulated: EPOCH },
    scale,
    skewMs,
    real,
  });
  return { real, clock };
}

test("time passes faster by the factor", async () => {
  const { real, clock } = setup();
  await real.advance(1_500);
  expect(clock.now()).toBe(EPOCH + 90_000);
  expect(clock.monotonic()).toBe(90_000);
});

test("a skewed wall is ahead, and the exchange's is not", () => {
  const { clock } = setup({ skewMs: 700 });
  expect(clock.now()).toBe(EPOCH + 700);
  expect(clock.exchangeNow()).toBe(EPOCH);
});

test("a timer fires when its simulated time has passed", async () => {
  const { real, clock } = setup();
  let firedAt: number | undefined;
  clock.setTimer(60_000, () => (firedAt = clock.monotonic()), { ref: true });
  await real.advance(999);
  expect(firedAt).toBeUndefined();
  await real.advance(1);
  expect(firedAt).toBe(60_000);
});

test("a real timer that fires a little too early is armed again", async () => {
  const base = virtualClock({ now: 0 });
  const hasty = {
    monotonic: () => base.monotonic(),
    setTimer: (ms: number, callback: () => void, options: { ref: boolean }) =>
      base.setTimer(Math.max(0.1, ms - 0.5), callback, options),
  };
  const clock = new ScaledClock({ origin: { real: 0, simulated: EPOCH }, scale: 60, real: hasty });
  let firedAt = 0;
  clock.setTimer(600, () => (firedAt = clock.monotonic()), { ref: true });
  await base.advance(20);
  expect(firedAt).toBeGreaterThanOrEqual(600);
});

test("pending timers are counted until they fire or are cancelled", async () => {
  const { real, clock } = setup();
  const cancel = clock.setTimer(60, () => undefined, { ref: true });
  clock.setTimer(120, () => undefined, { ref: true });
  expect(clock.pending).toBe(2);
  cancel();
  cancel();
  expect(clock.pending).toBe(1);
  await real.advance(2);
  expect(clock.pending).toBe(0);
});
