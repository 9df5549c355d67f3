import {
  auditStream,
  type AuditedItem,
  type EventCopy,
  type Finding,
  type FindingKind,
  type ProducedEvent,
  type StreamAudit,
} from "@listenkey/simulator";
import type { Evidence } from "../run/evidence.ts";
import { wasDeafened } from "./facts/deafened.ts";
import { believedUntil } from "./facts/patience.ts";
import { wasUntold } from "./facts/spoilt-word.ts";
import { streamViews, type StreamView } from "./facts/stream-view.ts";
import type { Tally } from "./tally.ts";

/** What became of a session, judged by the exchange's own log. */
export interface SessionAudit {
  readonly view: StreamView;
  readonly audit: StreamAudit;
}

/** Gaps are judged by facts that an audit does not know of. */
const UNBOUNDED = { connection: Infinity, credential: Infinity };

/** How long after a frame has left, at the most, everything must be through that it stood in line with; in milliseconds. */
const UNDER_WAY_MS = 1_000;

/** An event may have been produced so long before a stream was live, in milliseconds: sockets lag by seconds at most. */
const BEFORE_LIVE_MS = 120_000;

/** How many findings of a kind are looked at. */
const MOST_TOLD = 200;

const known = new WeakMap<Evidence, readonly SessionAudit[]>();

/** The audit of every stream that was ever live; made once a day, for all who ask. */
export function auditsOf(evidence: Evidence): readonly SessionAudit[] {
  let audits = known.get(evidence);
  if (audits === undefined) {
    audits = streamViews(evidence).map((view) => ({ view, audit: auditOf(view) }));
    known.set(evidence, audits);
  }
  return audits;
}

function auditOf(view: StreamView): StreamAudit {
  const { session, covered, whose, latencyMs, facts } = view;
  const { index, plan } = facts.evidence;
  return auditStream(index, {
    ...whose,
    items: session.items as readonly AuditedItem[],
    liveAt: covered.from,
    closedAt: covered.to,
    dialect: plan.dialect,
    bounds: UNBOUNDED,
    underWayMs: UNDER_WAY_MS + latencyMs,
    within: { from: session.openedAt - BEFORE_LIVE_MS, to: Infinity },
    excuse: (missing) => neverTold(missing, view),
    mostTold: MOST_TOLD,
  });
}

/** Those of some missing events that the stream cannot have been given, although somebody could hear. */
function neverTold(
  missing: readonly ProducedEvent[],
  view: StreamView,
): ReadonlySet<ProducedEvent> {
  const { index } = view.facts.evidence;
  const copies = index.copies(new Set(missing.map(({ event }) => event)), view.whose);
  return new Set(missing.filter((event) => isExcused(event, copies.get(event.event) ?? [], view)));
}

function isExcused(event: ProducedEvent, copies: readonly EventCopy[], view: StreamView): boolean {
  // A socket that brings some events only is no reason to count on others.
  if (copies.length === 0 && (!isUnheard(event.at, view) || wasBelieved(event.at, view)))
    return true;
  const whole = copies.filter(({ isWhole }) => isWhole);
  if (whole.length === 0) {
    const wasMissed = isUnheard(event.at, view) && wasUndetected(event.at, view);
    return wasMissed || copies.some((copy) => wasCutOff(copy, view));
  }
  const isLate = whole.every(({ at }) => at + view.latencyMs > view.covered.to - UNDER_WAY_MS);
  if (isLate) return true;
  // One copy was spoilt, and the other on its way to a socket that the program was just closing.
  const wasSpoilt = copies.some(({ fault }) => fault !== undefined);
  return (
    wasSpoilt &&
    whole.every((copy) => mayNotHaveArrived(copy, view) || wasDeafened(copy, view.facts))
  );
}

/** Whether a frame was still on its way when its stream was closed, and its socket with it. */
function wasCutOff({ fault, socket, at }: EventCopy, { facts, covered }: StreamView): boolean {
  const { closedBy } = facts.sockets.byNumber.get(socket) ?? {};
  return fault === "closed" && closedBy === "client" && at >= covered.to;
}

function isUnheard(at: number, { unheard }: StreamView): boolean {
  return unheard.some(({ from, to }) => from <= at && at <= to);
}

/** Whether nobody could hear because of an end that the stream was not told. */
function wasBelieved(at: number, view: StreamView): boolean {
  return view.unheard.some((hole) => hole.from <= at && at <= hole.to && wasUntold(hole, at, view));
}

/** Whether a socket had fallen silent by then, and was closed with its stream before anybody could have noticed. */
function wasUndetected(at: number, view: StreamView): boolean {
  const { to } = view.covered;
  return view.sockets.some((socket) => {
    const { openedAt, frozenAt, closedAt, closedBy } = socket;
    // What the exchange says about its end does not arrive any more either.
    const isOpen = closedAt >= to || closedBy === "exchange";
    const wasThere = openedAt <= at && frozenAt <= at && isOpen;
    return wasThere && believedUntil(frozenAt, socket, view) >= to;
  });
}

/** Whether a program may have closed a socket while a frame was on its way there. */
function mayNotHaveArrived({ socket, at }: EventCopy, view: StreamView): boolean {
  const { facts, latencyMs, machine } = view;
  const { closedAt = Infinity, closedBy } = facts.sockets.byNumber.get(socket) ?? {};
  if (closedBy !== "client") return false;
  const sleptMeanwhile = machine.sleeps.meeting({ from: at, to: closedAt }).length > 0;
  return sleptMeanwhile || at + 2 * latencyMs >= closedAt;
}

/** Which findings of an audit concern an invariant. */
export interface Concern {
  readonly kinds: readonly FindingKind[];
  /** Those that another invariant is about. Defaults to none. */
  readonly isOthers?: (finding: Finding) => boolean;
  /** Those that nobody can be blamed for. Defaults to none. */
  readonly isExcused?: (finding: Finding) => boolean;
}

/** Tells what an audit has found. */
export function tellFindings(
  { view, audit }: SessionAudit,
  { kinds, isOthers = () => false, isExcused: mayBe = () => false }: Concern,
  tally: Tally,
): void {
  for (const finding of audit.findings) {
    if (!kinds.includes(finding.kind) || isOthers(finding)) continue;
    if (mayBe(finding)) {
      tally.excuse(1);
      continue;
    }
    const { kind, message } = finding;
    tally.check(false, { who: view.name, ...timeOf(finding) }, () => {
      return `${kind}: ${message.replaceAll(EPOCH_MS, (at) => tally.time(Number(at)))}`;
    });
  }
}

/** A time in the words of an audit. */
const EPOCH_MS = /\b1\d{12}\b/g;

function timeOf({ event, item }: Finding): { readonly at?: number } {
  const at = event?.at ?? item?.from;
  return at === undefined ? {} : { at };
}
