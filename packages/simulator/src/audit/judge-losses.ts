import type { AuditRequest } from "./audit-stream.ts";
import type { Findings } from "./findings.ts";
import type { AuditedGap } from "./judge-gaps.ts";
import type { LogIndex } from "./log-index.ts";
import type { Matching } from "./match-items.ts";
import type { ProducedEvent } from "./produced-events.ts";

/** What losses are judged by. */
export interface LossEvidence {
  readonly index: LogIndex;
  readonly request: AuditRequest;
  readonly produced: readonly ProducedEvent[];
  readonly matching: Matching;
  /** The gaps that the program was told of. */
  readonly gaps: readonly AuditedGap[];
}

/** Events that were produced while the stream was live, and what became of those that were not delivered. */
export interface Losses {
  readonly produced: number;
  readonly inGaps: number;
  readonly untold: number;
  /** The events that had to be delivered, and no gap excuses. */
  readonly due: readonly ProducedEvent[];
}

/** Tells of every event that was not delivered, and should have been. */
export function judgeLosses(evidence: LossEvidence, findings: Findings): Losses {
  const { liveAt, closedAt, underWayMs = 1_000, events } = evidence.request;
  const { matching, gaps } = evidence;
  const produced = evidence.produced.filter(
    ({ at, name }) => at >= liveAt && at <= closedAt - underWayMs && isWanted(events, name),
  );
  const missing = produced.filter(({ event }) => !matching.delivered.has(event));
  const outside = missing.filter(({ at }) => !isIn(at, gaps));
  const untold = untoldOf(outside, evidence);
  const inGaps = new Set(missing);
  for (const event of outside) inGaps.delete(event);
  const due = produced.filter((event) => !inGaps.has(event) && !untold.has(event));
  for (const one of due) {
    const { name, event, at } = one;
    const message = (): string => `${name} ${event} of ${at} was not delivered`;
    findings.check(matching.delivered.has(event), "lost", () => ({
      message: message(),
      event: one,
    }));
  }
  return { produced: produced.length, inGaps: inGaps.size, untold: untold.size, due };
}

/** Those of some events that are missing of which nobody could know. */
function untoldOf(
  missing: readonly ProducedEvent[],
  { index, request, produced, matching }: LossEvidence,
): ReadonlySet<ProducedEvent> {
  if (missing.length === 0) return new Set();
  // Of events that are alike to the byte, which of them was delivered is anybody's guess.
  const alike = byText(produced, new Set(missing.map(({ text }) => text)));
  const spoilt = index.untold(
    missing.map(({ event }) => event),
    request,
  );
  const untold = new Set<ProducedEvent>();
  for (const one of missing) {
    const twins = alike.get(one.text) ?? [];
    const isUntold = spoilt.has(one.event) || isAllThatCame(twins, { index, request, matching });
    if (isUntold) untold.add(one);
  }
  const left = missing.filter((one) => !untold.has(one));
  if (left.length > 0) for (const one of request.excuse?.(left) ?? []) untold.add(one);
  return untold;
}

/**
 * Whether of events that are alike as many were delivered as came on the socket that brought most of them. If each socket
 * lacks another one, nobody can tell that they are not copies of each other.
 */
function isAllThatCame(
  alike: readonly ProducedEvent[],
  { index, request, matching }: Pick<LossEvidence, "index" | "request" | "matching">,
): boolean {
  if (alike.length < 2) return false;
  const copies = index.copies(new Set(alike.map(({ event }) => event)), request);
  const came = new Map<number, number>();
  for (const ofEvent of copies.values()) {
    const sockets = new Set(ofEvent.filter(({ isWhole }) => isWhole).map(({ socket }) => socket));
    for (const socket of sockets) came.set(socket, (came.get(socket) ?? 0) + 1);
  }
  const delivered = alike.filter(({ event }) => matching.delivered.has(event));
  return came.size > 0 && delivered.length >= Math.max(...came.values());
}

function byText(
  events: readonly ProducedEvent[],
  texts: ReadonlySet<string>,
): ReadonlyMap<string, readonly ProducedEvent[]> {
  const groups = new Map<string, ProducedEvent[]>();
  for (const one of events) {
    if (!texts.has(one.text)) continue;
    const group = groups.get(one.text);
    if (group === undefined) groups.set(one.text, [one]);
    else group.push(one);
  }
  return groups;
}

function isWanted(events: readonly string[] | undefined, name: string): boolean {
  return events === undefined || events.includes(name);
}

function isIn(at: number, gaps: readonly AuditedGap[]): boolean {
  return gaps.some(({ from, to }) => from <= at && at <= to);
}
