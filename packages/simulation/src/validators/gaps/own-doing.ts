import type { Interval } from "@listenkey/simulator";
import { believedUntil, silenceBound } from "../facts/patience.ts";
import type { SocketFacts } from "../facts/socket-facts.ts";
import type { StreamView } from "../facts/stream-view.ts";
import { touchedOn } from "../facts/touched-copies.ts";

const MINUTE_MS = 60_000;

/** A stream says within this time that it is live, or not any more; in milliseconds beside the way. */
const TOLD_WITHIN_MS = 1_000;

/** How long a listen key lives, in milliseconds. */
const LIFETIME_MS = 60 * MINUTE_MS;

/** What is wrong with frames counts against their socket for so long, in milliseconds. */
const MISTRUST_MS = 2 * MINUTE_MS;

/** What a fault has done to sockets may cost one that hears within this time, in milliseconds. */
const MISLED_FOR_MS = 25 * MINUTE_MS;

/** Faults that make a socket seem dead, or another one better, that hears very well. */
const MISLEADING: ReadonlySet<string> = new Set(["lagging", "framesDoubled"]);

/**
 * Whether a stream has closed the last socket that could hear by itself, and the log shows no reason why: the gap that
 * comes of it is true, and need not have been.
 */
export function isOwnDoing(hole: Interval, view: StreamView): boolean {
  const closed = view.sockets.filter((socket) => isClosedInHealth(socket, hole.from, view));
  // What the exchange has done, and not acknowledged, is no socket that could be counted on.
  const before = view.wordAt(hole.from - 2 * view.latencyMs - TOLD_WITHIN_MS);
  if (closed.length === 0 || before?.name !== "live") return false;
  return !(
    isHeardByOneOnly(view) ||
    mayBelieveAnother(hole.from, closed, view) ||
    mayMistrust(hole.from, closed, view) ||
    wasMute(hole.from, closed, view) ||
    mayMissItsKey(hole.from, view)
  );
}

/** Whether the client closed a socket at that moment that could hear. */
function isClosedInHealth(socket: SocketFacts, at: number, view: StreamView): boolean {
  const { closedAt, closedBy, frozenAt } = socket;
  if (closedBy !== "client" || Math.abs(closedAt - at) > 1 || frozenAt <= closedAt) return false;
  return view.hearing.some((one) => one.socket === socket.socket && one.heard.to >= closedAt - 1);
}

/** Where a second socket hears nothing, or costs the first, the old one goes before the new one comes. */
function isHeardByOneOnly({ facts }: StreamView): boolean {
  const { secondSocket, usdmWithoutEvents } = facts.evidence.plan.dialect;
  // There a socket is told of the end of a key that lives.
  const isMisled = usdmWithoutEvents === "expired";
  return secondSocket === "nothing" || secondSocket === "evicts" || isMisled;
}

/** Whether the stream had reason to believe that another socket hears. */
function mayBelieveAnother(at: number, closed: readonly SocketFacts[], view: StreamView): boolean {
  return view.sockets.some((socket) => {
    if (closed.includes(socket)) return false;
    const deafFrom = Math.min(socket.frozenAt, socket.closedAt);
    if (socket.openedAt > at || socket.closedAt < at - 2 * view.latencyMs - 1_000) return false;
    return believedUntil(deafFrom, socket, view) >= at;
  });
}

/** Whether there was reason to take the socket itself for one that cannot be relied upon. */
function mayMistrust(at: number, closed: readonly SocketFacts[], view: StreamView): boolean {
  const { faults } = view.facts.evidence;
  const isMisled = faults.some(({ plan, beganAt = Infinity, endedAt, struck }) => {
    if (struck === 0 || beganAt > at) return false;
    // A socket that answers no questions any more never does again.
    if (plan.kind === "deaf") return closed.some(({ openedAt }) => openedAt <= beganAt);
    return MISLEADING.has(plan.kind) && at <= endedAt + MISLED_FOR_MS;
  });
  const touched = touchedOn(view, { from: at - MISTRUST_MS, to: at });
  return isMisled || touched.some((copy) => closed.some(({ socket }) => socket === copy.socket));
}

/**
 * Whether nothing at all could be heard on the socket for as long as may be, and the stream had come to rely on one
 * socket: then the old one goes before the new one comes.
 */
function wasMute(at: number, closed: readonly SocketFacts[], view: StreamView): boolean {
  const isAlone = view.session.words.some(
    (word) => word.name === "redundancyLost" && word.at <= at && at <= word.at + 2 * LIFETIME_MS,
  );
  return (
    isAlone &&
    closed.every((socket) => {
      const { ms, isAnswered } = silenceBound(socket, view);
      return !isAnswered && socket.closedAt - socket.openedAt >= ms;
    })
  );
}

/** Whether the stream could not know that its key lives: nobody answered for half its life, or its clock was set. */
function mayMissItsKey(at: number, view: StreamView): boolean {
  const { sleeps, jumps } = view.machine;
  const lately = { from: at - LIFETIME_MS, to: at };
  const wasSet = jumps.some((jump) => jump.at >= lately.from - LIFETIME_MS && jump.at <= at);
  const hasSlept = sleeps.meeting({ from: at - 2 * MINUTE_MS, to: at }).length > 0;
  return wasSet || hasSlept || view.hindrances.coverOf(lately) >= LIFETIME_MS / 2;
}
