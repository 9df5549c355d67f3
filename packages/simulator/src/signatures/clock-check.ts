import { AHEAD_OF_SERVER_TIME, OUTSIDE_RECV_WINDOW, type Refusal } from "../rules/refusals.ts";

/** How far a client's clock may be ahead of the exchange's. */
const TOLERATED_LEAD_MS = 1000;
/** From here on a timestamp is in microseconds. */
const FIRST_IN_MICROSECONDS = 1e14;

/** Whether a signed request was made just now; `recvWindow` and `now` in milliseconds. */
export function refuseTime(
  timestamp: number,
  { recvWindow, now }: { readonly recvWindow: number; readonly now: number },
): Refusal | undefined {
  const madeAt = timestamp >= FIRST_IN_MICROSECONDS ? timestamp / 1000 : timestamp;
  if (madeAt >= now + TOLERATED_LEAD_MS) return AHEAD_OF_SERVER_TIME;
  return now - madeAt > recvWindow ? OUTSIDE_RECV_WINDOW : undefined;
}
