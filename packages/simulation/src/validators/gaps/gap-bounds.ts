import type { Interval } from "@listenkey/simulator";
import type { Gap } from "@listenkey/stream";
import { clockDoubt } from "../facts/clock-doubt.ts";
import { confirmTime } from "../facts/crowd-time.ts";
import { lastContact } from "../facts/key-contacts.ts";
import { believedUntil, longest, silenceBound } from "../facts/patience.ts";
import type { StreamView } from "../facts/stream-view.ts";
import { waitedIn } from "../facts/turn-time.ts";

/** A frame that was heard last may have overtaken nothing that was sent so much earlier, in milliseconds. */
const FLIGHT_MS = 1_000;

/** As long as nobody has told the time, the exchange may be ahead by so much, in milliseconds. */
const ASSUMED_MS = 5_000;

/** Within this time the exchange has told its time, in milliseconds: by an event, or in the answer to a question. */
const TOLD_WITHIN_MS = 60_000;

/** How long a stream may take to prove a feed that hears, in milliseconds, if nothing stands in its way. */
const PROOF_MS = 10_000;

/** How much earlier than an outage a gap may begin. @returns The earliest time for it. */
export function earliestStart(gap: Gap, outage: Interval, view: StreamView): number {
  const doubt = clockDoubt(view.machine, gap) + untoldSkew(gap, view);
  const slept = view.machine.sleeps.coverOf({ from: gap.from, to: outage.from });
  const heard = outage.from - silenceOf(gap, outage.from, view) - slept - lagWithin(gap, view);
  const proved = Math.min(heard, lastProofOfKey(gap, outage, view));
  return proved - doubt - FLIGHT_MS - 2 * view.latencyMs;
}

/**
 * By how much a wall clock may be off as long as nobody has told the time: without listen keys and tokens nobody does at
 * first. If a machine slept over the answer, it says no more than that it came from some time in between.
 */
function untoldSkew(gap: Gap, view: StreamView): number {
  const { session, machine } = view;
  const life = { from: session.openedAt, to: view.timeOf(gap) };
  const slept = machine.sleeps.coverOf(life);
  const isEarly = life.to - life.from - slept < TOLD_WITHIN_MS;
  if (session.way.access !== "subscription" || !isEarly) return 0;
  return Math.abs(machine.plan.skewMs) + slept;
}

/** How much later than it was sent something may have been read, because it lagged; in milliseconds. */
function lagWithin({ from, to }: Gap, { facts }: StreamView): number {
  const lags = facts.evidence.faults.filter(({ plan, struck, beganAt = Infinity, endedAt }) => {
    return plan.kind === "lagging" && struck > 0 && beganAt <= to && endedAt >= from;
  });
  return Math.max(0, ...lags.map(({ plan }) => plan.size));
}

/** How long the sockets had perhaps been silent that ended when an outage began. */
function silenceOf(gap: Gap, at: number, view: StreamView): number {
  const ended = view.hearing.filter(({ heard }) => Math.abs(heard.to - at) <= 1);
  const sockets = view.sockets.filter(({ socket }) => ended.some((one) => one.socket === socket));
  const { ms, isAnswered } = longest(sockets.map((socket) => silenceBound(socket, view)));
  if (isAnswered) return ms;
  // What nothing proves to be dead is kept until another one is there in its place.
  return ms + waitedIn({ from: gap.from, to: at }, gap.from + ms, view);
}

/** Where a listen key has died meanwhile, only its last renewal proves anything. */
function lastProofOfKey(gap: Gap, outage: Interval, view: StreamView): number {
  const { plan, way } = view.session;
  if (way.access !== "listenKey") return Infinity;
  const dead = view.facts.keys
    .of(plan.account)
    .find(({ diedAt }) => diedAt >= gap.from && diedAt <= gap.to);
  return dead === undefined ? Infinity : (lastContact(view, dead.key, outage.from) ?? Infinity);
}

/** Whether a gap may go on until its end, although somebody could hear again before: nothing had proved that. */
export function mayLastUntilItsEnd(gap: Gap, outage: Interval, view: StreamView): boolean {
  const doubt = clockDoubt(view.machine, gap) + 2 * view.latencyMs;
  const toldAt = view.timeOf(gap);
  // However late it was told, further than that it reaches by a clock that is in doubt, or for no reason.
  if (gap.to > toldAt + doubt + ASSUMED_MS) return false;
  const to = Math.min(gap.to, toldAt);
  const proofDueAt = outage.to + PROOF_MS + doubt + confirmTime(view.whose.clients[0], view.facts);
  if (to <= proofDueAt || isProvedByEventsOnly(view)) return true;
  const excuses = view.hindrances;
  return excuses.gapIn({ from: proofDueAt, to }) === undefined || wasDeceived(gap, view);
}

/** Dialects in which a socket with a good key may be told nothing: only an event proves it. */
function isProvedByEventsOnly({ facts }: StreamView): boolean {
  const { dialect } = facts.evidence.plan;
  return [
    dialect.secondSocket,
    dialect.usdmPathForm,
    dialect.usdmWithoutEvents,
    dialect.usdmSubscribe,
    dialect.optionsQueryForm,
  ].some((way) => way === "nothing" || way === "silent" || way === "expired");
}

/** Whether it held on to a socket meanwhile that was half-open. */
function wasDeceived(gap: Gap, view: StreamView): boolean {
  return view.sockets.some(
    (socket) =>
      socket.frozenAt <= gap.to &&
      socket.closedAt >= gap.from &&
      believedUntil(socket.frozenAt, socket, view) >= gap.from,
  );
}
