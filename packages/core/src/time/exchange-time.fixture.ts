import { virtualClock } from "../testing.ts";
import { ExchangeTime } from "./exchange-time.ts";
import { instantOf } from "./instant.ts";

/** In milliseconds. */
export const HOUR = 3_600_000;

/** A client whose exchange is ahead of it by so many milliseconds. */
export function setup({ ahead = 0 } = {}) {
  const clock = virtualClock();
  const time = new ExchangeTime(clock);
  /** The offsets that are possible. */
  const bounds = () => {
    const { earliest, latest } = time.toExchange(0);
    return [Math.round(earliest), Math.round(latest)];
  };
  /** Asks for the time, over a way that takes so long there and so long back. */
  const ask = async (thereMs: number, backMs: number, resolutionMs = 0) => {
    const sentAt = instantOf(clock);
    await clock.advance(thereMs);
    const serverFrom = clock.now() + ahead;
    await clock.advance(backMs);
    const serverTo = serverFrom + resolutionMs;
    time.learn({ sentAt, receivedAt: instantOf(clock), serverFrom, serverTo });
  };
  return { clock, time, bounds, ask };
}
