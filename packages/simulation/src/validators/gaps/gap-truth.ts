import type { HearingSocket, Interval } from "@listenkey/simulator";
import type { Gap } from "@listenkey/stream";
import { clockDoubt } from "../facts/clock-doubt.ts";
import { keyAnswers } from "../facts/key-contacts.ts";
import type { StreamView } from "../facts/stream-view.ts";
import { touchedOn } from "../facts/touched-copies.ts";
import { REORDERED_MS } from "../facts/troubles.ts";

/** Why a gap stands where it does, by the exchange's log. */
export type GapTruth =
  /** Nobody could hear anything for a while. */
  | { readonly kind: "outage"; readonly outage: Interval }
  /** Somebody could hear at any time, but nobody all the time: what the one had heard last the other cannot know. */
  | { readonly kind: "changeover"; readonly outage: Interval }
  /** What a socket that could hear brought was spoilt, late, or doubled: it could not be trusted. */
  | { readonly kind: "disputed" }
  | { readonly kind: "none" };

/** What comes so shortly before a gap ends, in milliseconds beside its way, may be what ends it. */
const AT_ONCE_MS = 100;

/** What has befallen frames counts against a socket for so long, in milliseconds. */
const MISTRUST_MS = 60_000;

/** Finds out why a gap stands where it does. */
export function truthOf(told: Gap, view: StreamView): GapTruth {
  const { from } = told;
  // What has happened since it was told is not what it is for, however far it reaches by a clock that is in doubt.
  const to = Math.max(from, Math.min(told.to, view.timeOf(told)));
  const gap = { from, to };
  const hearing = view.hearing.filter(({ heard }) => reaches(heard, gap));
  const ended = hearing.filter((one) => knownEndOf(one, view) <= to);
  const end = Math.max(...ended.map(({ heard }) => heard.to));
  const holes = view.unheard.filter((hole) => reaches(hole, gap));
  const [first, last] = [holes[0], holes.at(-1)];
  if (first !== undefined && last !== undefined && !wasLiveBetween(last, end, view)) {
    const outage = { from: Math.max(first.from, from), to: Math.min(last.to, to) };
    return { kind: "outage", outage };
  }
  const isCovered = hearing.some((one) => isThroughout(one, gap, view) && isProved(one, gap, view));
  if (Number.isFinite(end) && !isCovered) {
    return { kind: "changeover", outage: { from: end, to: end } };
  }
  return isDisputed(gap, hearing, view) ? { kind: "disputed" } : { kind: "none" };
}

/** Whether a stream was live again after a hole before a later socket ended: then the hole is what the gap before is for. */
function wasLiveBetween(hole: Interval, end: number, { session }: StreamView): boolean {
  return (
    end > hole.to &&
    session.words.some(({ name, at }) => name === "live" && at >= hole.to && at < end)
  );
}

/** Whether an interval has a part in another, or lies in it if it has no length. */
function reaches(one: Interval, other: Interval): boolean {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return one.to <= one.from ? from === to : from < to;
}

function isThroughout(one: HearingSocket, gap: Interval, view: StreamView): boolean {
  return one.heard.from <= gap.from && knownEndOf(one, view) >= gap.to;
}

/** When its client knew that a socket hears no more: whoever closes it does so before the exchange learns of it. */
function knownEndOf({ socket, heard }: HearingSocket, { facts, latencyMs }: StreamView): number {
  const isOwn = facts.sockets.byNumber.get(socket)?.closedBy === "client";
  return isOwn ? heard.to - latencyMs : heard.to;
}

/**
 * Whether a stream could know in time that a socket hears: its listen key had been confirmed, or it had brought an event.
 * A subscription is acknowledged.
 */
function isProved(one: HearingSocket, gap: Interval, view: StreamView): boolean {
  const { socket, heard } = one;
  const { plan, way } = view.session;
  if (way.access !== "listenKey") {
    return isAcknowledged(one, gap, view) || isProvedBefore(one, gap, view);
  }
  const { egress: client, account, apiKey } = plan;
  const openedAt = view.facts.sockets.byNumber.get(socket)?.openedAt ?? heard.from;
  const by = gap.to - 2 * view.latencyMs - AT_ONCE_MS;
  const isIn = ({ at }: { readonly at: number }): boolean => at >= openedAt && at <= by;
  return (
    keyAnswers(view.facts, { client, account, apiKey }).some(isIn) ||
    view.facts.evidence.index
      .produced(view.whose)
      .some((event) => event.at >= heard.from && isIn(event))
  );
}

/** Whether the answer to a subscribe cannot have been under way any more when a gap ended: it may be held up. */
function isAcknowledged({ heard }: HearingSocket, gap: Interval, view: StreamView): boolean {
  const { egress: client, account } = view.session.plan;
  const isHeldUp = view.facts
    .heldUp({ client, account })
    .some(({ from, to }) => from <= heard.from && heard.from <= to);
  return !isHeldUp || heard.from + REORDERED_MS <= gap.to - 2 * view.latencyMs - AT_ONCE_MS;
}

/** Whether a socket had brought an event before a gap: late as the answer may be, everything has come since. */
function isProvedBefore(
  { socket, heard }: HearingSocket,
  gap: Interval,
  view: StreamView,
): boolean {
  const { index } = view.facts.evidence;
  const by = gap.from - 2 * view.latencyMs - clockDoubt(view.machine, gap);
  const events = index.produced(view.whose).filter(({ at }) => at >= heard.from && at <= by);
  const copies = index.copies(new Set(events.map(({ event }) => event)), view.whose);
  return [...copies.values()].flat().some((copy) => copy.socket === socket && copy.isWhole);
}

function isDisputed(
  { from, to }: Interval,
  hearing: readonly HearingSocket[],
  view: StreamView,
): boolean {
  const sockets = new Set(hearing.map(({ socket }) => socket));
  return touchedOn(view, { from: from - MISTRUST_MS, to }).some(({ socket }) =>
    sockets.has(socket),
  );
}
