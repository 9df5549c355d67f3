import type { RateLimitPool } from "../product.ts";
import { virtualClock } from "../testing.ts";
import { instantOf } from "../time/instant.ts";
import { Governor, type PoolDraw, type Turn } from "./governor.ts";

/** In milliseconds. */
export const MINUTE = 60_000;

export const pool: RateLimitPool = { id: "fapi", scope: "ip", weightPerMinute: 40 };
const perAccount: RateLimitPool = {
  id: "uid",
  scope: "account",
  weightPerMinute: 40,
  within: pool,
};

export const draw: PoolDraw = { pool, realm: "live", account: "" };
export const accountA: PoolDraw = { pool: perAccount, realm: "live", account: "A" };
export const accountB: PoolDraw = { ...accountA, account: "B" };

export const renew: Turn = { lane: "renew", weight: 1, share: 0.25, random: () => 0.5 };
export const create: Turn = { ...renew, lane: "create" };

/** A governor on a clock of its own. */
export function setup() {
  const clock = virtualClock();
  const governor = new Governor(clock);
  const minutes = (of: PoolDraw = draw) => governor.blockedFor(of) / MINUTE;
  /** A request sent now is answered at once. */
  const stop = (status: number, forMs?: number, of: PoolDraw = draw) =>
    governor.stop(of, { status, ...(forMs !== undefined && { forMs }) }, instantOf(clock));
  return { clock, governor, minutes, stop };
}
