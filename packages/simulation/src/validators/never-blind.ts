import type { Interval } from "@listenkey/simulator";
import type { Evidence } from "../run/evidence.ts";
import { keyNoticedBy } from "./facts/key-notice.ts";
import { believedUntil } from "./facts/patience.ts";
import type { SocketFacts } from "./facts/socket-facts.ts";
import { wasUntold } from "./facts/spoilt-word.ts";
import { streamViews, type StreamView } from "./facts/stream-view.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** How long it takes until an end that the exchange announces is known, timers included, in milliseconds. */
const TOLD_WITHIN_MS = 2_000;

/**
 * I8: while nobody can hear anything for a stream, for longer than that may go unnoticed, its state is not `live`, and a
 * word has said so.
 *
 * Unnoticed may go: a half-open socket for 30 s, or the exchange's own ping plus its deadline where no question was
 * answered before; a key that died silently until the next renewal, which comes after a third of its life, unless
 * something stood in its way; and time in which the machine did not run.
 *
 * Excused: dialects in which a socket with a good key is told nothing, which nobody can see from outside; and a
 * subscription whose end was announced in a frame that did not come through, since nothing else tells of it.
 */
export const neverBlind: Validator = {
  id: "I8",
  title: "no stream says that it is live while nobody hears anything for it",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    for (const view of streamViews(evidence)) {
      for (const hole of view.unheard) judgeHole(hole, view, tally);
    }
    return tally.verdict;
  },
};

function judgeHole(hole: Interval, view: StreamView, tally: Tally): void {
  for (const stretch of view.liveWithin(hole)) {
    if (isDeceived(stretch, view) || wasUntold(hole, stretch.from, view)) {
      tally.excuse(1);
      continue;
    }
    const noticedBy = noticedAfter(stretch, view);
    tally.check(
      stretch.to <= noticedBy,
      { who: view.name, at: stretch.from },
      () =>
        `nobody heard anything from ${tally.time(hole.from)} to ${tally.time(hole.to)}, and it said that it was live until ${tally.time(stretch.to)}, instead of ${tally.time(noticedBy)}`,
    );
  }
  // A hole in which it never said that it was live was looked at, too.
  if (view.liveWithin(hole).length === 0) tally.pass(1);
}

/** Until when a stream may believe that it hears something, which it does not any more. */
function noticedAfter({ from, to }: Interval, view: StreamView): number {
  const sleeps = view.machine.sleeps;
  let until = sleeps.endFrom(from + TOLD_WITHIN_MS + 2 * view.latencyMs);
  // What is believed for a while longer may meet another socket by then that deserves no belief either.
  for (let pass = 0; pass < 6; pass += 1) {
    const next = Math.max(until, ...beliefs({ from, to: Math.min(to, until) }, view));
    if (next <= until) break;
    until = sleeps.endFrom(next);
  }
  return until + TOLD_WITHIN_MS;
}

/** Until when each of the sockets may be believed in that were open in a span and brought nothing. */
function beliefs(span: Interval, view: StreamView): readonly number[] {
  return view.sockets
    .filter((socket) => isOpenFor(socket, span))
    .map((socket) =>
      Math.max(
        Number.isFinite(socket.frozenAt) ? believedUntil(socket.frozenAt, socket, view) : 0,
        keyNoticedBy(socket, span.to, view),
      ),
    );
}

/** Whether a client took a socket for open: it does not learn of the end of one that is half-open. */
function isOpenFor(
  { openedAt, closedAt, closedBy, frozenAt }: SocketFacts,
  span: Interval,
): boolean {
  const knownToEnd = closedBy === "exchange" && frozenAt < closedAt ? Infinity : closedAt;
  return openedAt <= span.to && knownToEnd >= span.from;
}

/** Whether a socket was open that named a good key, and was told nothing all the same. */
function isDeceived(stretch: Interval, view: StreamView): boolean {
  const { keys } = view.facts;
  return view.sockets.some(
    ({ openedAt, closedAt, tunings }) =>
      openedAt <= stretch.to &&
      closedAt >= stretch.from &&
      tunings.some(
        (tuning) =>
          tuning.isSilent &&
          tuning.keys.some((key) => (keys.byNumber.get(key)?.diedAt ?? 0) >= stretch.from),
      ),
  );
}
