import type { EventCopy, Interval } from "@listenkey/simulator";
import type { DayFacts } from "./day-facts.ts";
import { addTo } from "./multi-map.ts";
import type { StreamView } from "./stream-view.ts";

/** Copies that something was done to, by the socket they were for. */
const known = new WeakMap<DayFacts, ReadonlyMap<number, readonly EventCopy[]>>();

/** The copies of events that something was done to on the sockets of a stream, in a span. */
export function touchedOn(view: StreamView, { from, to }: Interval): readonly EventCopy[] {
  const bySocket = copiesBySocket(view.facts);
  return view.sockets
    .filter(({ openedAt, closedAt }) => openedAt <= to && closedAt >= from)
    .flatMap(({ socket }) => bySocket.get(socket) ?? [])
    .filter(({ at }) => at >= from && at <= to);
}

function copiesBySocket(facts: DayFacts): ReadonlyMap<number, readonly EventCopy[]> {
  let bySocket = known.get(facts);
  if (bySocket === undefined) {
    const found = new Map<number, EventCopy[]>();
    for (const copy of facts.evidence.index.touchedCopies) addTo(found, copy.socket, copy);
    known.set(facts, (bySocket = found));
  }
  return bySocket;
}
