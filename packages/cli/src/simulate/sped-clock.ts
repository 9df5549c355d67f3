import type { Clock } from "@listenkey/core";

/** A clock that begins with another one, and runs so many times as fast. */
export function spedClock(real: Clock, speed: number): Clock {
  if (speed === 1) return real;
  const startsAt = real.now();
  const origin = real.monotonic();
  const elapsed = (): number => (real.monotonic() - origin) * speed;
  return {
    now: () => Math.round(startsAt + elapsed()),
    monotonic: elapsed,
    setTimer: (ms, callback, options) => real.setTimer(Math.ceil(ms / speed), callback, options),
  };
}
