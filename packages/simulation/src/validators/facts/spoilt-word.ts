import type { Interval } from "@listenkey/simulator";
import type { StreamView } from "./stream-view.ts";
import { touchedOn } from "./touched-copies.ts";

/** An end and its announcement are no further apart, in milliseconds. */
const SAME_TIME_MS = 5;

/**
 * Whether a subscription had ended, the word of that was spoilt, and its socket was still open at a moment: nothing else
 * tells of such an end, so the stream took it for one that hears.
 *
 * @param hole When nobody could hear anything: from that end on.
 */
export function wasUntold({ from }: Interval, at: number, view: StreamView): boolean {
  if (view.session.way.access === "listenKey") return false;
  const spoilt = touchedOn(view, { from: from - SAME_TIME_MS, to: from + SAME_TIME_MS });
  return spoilt.some(({ socket }) => {
    const { closedAt = 0 } = view.facts.sockets.byNumber.get(socket) ?? {};
    return closedAt >= at;
  });
}
