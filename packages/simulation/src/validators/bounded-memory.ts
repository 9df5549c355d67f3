import type { Finding, Interval } from "@listenkey/simulator";
import type { Gap, StreamItem } from "@listenkey/stream";
import type { Evidence, IteratorError, StreamSession } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { socketsOf } from "./facts/sockets-of.ts";
import { auditsOf, tellFindings } from "./session-audit.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

const MINUTE_MS = 60_000;

/** How many items an iterator keeps: for readers that hang, and for all others. */
const BUFFER = { hangs: 200, others: 10_000 } as const;

/** Readers that iterate. */
const ITERATORS = new Set(["prompt", "slow", "hangs"]);

/** What the exchange calls an end for want of pongs. */
const PONG_TIMEOUT = "Pong timeout";

/** How long the exchange waits for a pong at most, in milliseconds, its own pings included. */
const PONG_WITHIN_MS = 1_200_000;

/**
 * I14: a reader that falls behind costs a bounded number of items, is told how many it has missed, and goes on behind a
 * gap that says the same; and no socket suffers from it.
 */
export const boundedMemory: Validator = {
  id: "I14",
  title: "a slow reader misses nothing without a word, and stalls nothing",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    for (const session of evidence.streams) {
      if (!ITERATORS.has(session.plan.reader)) continue;
      for (const error of session.iteratorErrors) judgeError(error, session, tally);
      judgeBacklogs(session, tally);
      judgeHangs(session, facts, tally);
      judgeSockets(session, facts, tally);
    }
    for (const audited of auditsOf(evidence)) {
      const { session } = audited.view;
      const since = firstOverflow(session, facts);
      // What was lost before, or by who does not iterate, has another reason.
      const isOthers = ({ event, item }: Finding): boolean =>
        since === Infinity || (event?.at ?? givenAt(item, session)) < since;
      tellFindings(audited, { kinds: ["lost", "seqHole"], isOthers }, tally);
    }
    return tally.verdict;
  },
};

function judgeError(error: IteratorError, { plan, items }: StreamSession, tally: Tally): void {
  const { at, code, count, afterItems } = error;
  const concerned = { who: plan.name, at };
  // What has made the stream fail is thrown, too; whether it had a reason to is for P5.
  if (code !== "BACKLOG") return;
  tally.check(
    count !== undefined && count > 0,
    concerned,
    () => `the error of ${tally.time(at)} does not say how many items were dropped`,
  );
  const next = items[afterItems];
  if (next === undefined || count === undefined) return;
  const stood = isBacklog(next) ? next.seq - next.afterSeq : 0;
  // Whatever came between the error and the next iterator is missing, too.
  tally.check(
    stood >= count && next.seq > 0,
    concerned,
    () => `${count} items were dropped at ${tally.time(at)}, and what follows stands for ${stood}`,
  );
  const before = items[afterItems - 1];
  tally.check(
    !isBacklog(next) || next.afterSeq === (before?.seq ?? 0),
    concerned,
    () =>
      `the backlog that follows ${tally.time(at)} does not begin behind item ${before?.seq ?? 0}`,
  );
}

/** Each gap of this kind stands behind an error. */
function judgeBacklogs({ plan, items, times, iteratorErrors }: StreamSession, tally: Tally): void {
  const places = new Set(iteratorErrors.map(({ afterItems }) => afterItems));
  for (const [place, item] of items.entries()) {
    if (!isBacklog(item)) continue;
    tally.check(
      places.has(place),
      { who: plan.name, at: times[place] ?? 0 },
      () => `the backlog in item ${item.seq} was not announced by an error`,
    );
  }
}

/** When an item was given to the program. */
function givenAt(item: Finding["item"], { items, times }: StreamSession): number {
  return times[items.indexOf(item as StreamItem)] ?? Infinity;
}

/** When the first hang began in which more came than the buffer holds; never for most readers. */
function firstOverflow(session: StreamSession, facts: DayFacts): number {
  const { plan, way } = session;
  const produced = facts.evidence.index.produced({
    account: plan.account,
    product: way.exchangeId,
  });
  const overflow = hangsOf(session, facts).find(
    ({ from, to }) =>
      produced.filter(({ at }) => at >= from && at <= to).length >= bufferOf(session),
  );
  return overflow?.from ?? Infinity;
}

function bufferOf({ plan }: StreamSession): number {
  return plan.reader === "hangs" ? BUFFER.hangs : BUFFER.others;
}

/** What a reader is given after it has hung, and had been there before, was kept for it: no more than the buffer holds. */
function judgeHangs(session: StreamSession, facts: DayFacts, tally: Tally): void {
  const { sleeps } = facts.machine(session.machine);
  for (const hang of hangsOf(session, facts)) {
    // What waits at the door of a machine that does not run is kept by nobody.
    if (sleeps.meeting({ from: hang.from, to: hang.to + MINUTE_MS }).length > 0) continue;
    const kept = keptUntil(hang.to, session);
    tally.check(
      kept <= bufferOf(session),
      { who: session.plan.name, at: hang.from },
      () =>
        `${kept} items were kept for a reader that hung from ${tally.time(hang.from)} to ${tally.time(hang.to)}`,
    );
  }
}

/** How many events were given after a moment that had been sent before it. */
function keptUntil(at: number, { items, times }: StreamSession): number {
  return items.filter((item, place) => {
    const isAfter = (times[place] ?? 0) >= at;
    // By its own time it was not there before it was sent.
    return isAfter && "time" in item && item.time !== undefined && item.time < at;
  }).length;
}

/** When the reader of a session hung. */
function hangsOf({ plan, openedAt }: StreamSession, { evidence }: DayFacts): readonly Interval[] {
  return evidence.faults.flatMap(({ plan: fault, beganAt, endedAt }) => {
    const isMeant = fault.kind === "readerHangs" && fault.who === plan.name;
    if (!isMeant || beganAt === undefined || beganAt < openedAt) return [];
    return [{ from: beganAt, to: endedAt }];
  });
}

/** A socket that nobody reads from answers no ping. */
function judgeSockets({ plan, machine }: StreamSession, facts: DayFacts, tally: Tally): void {
  const { egress: client, account } = plan;
  const { sleeps } = facts.machine(machine);
  for (const { socket, reason, closedAt, frozenAt } of socketsOf(facts, { client, account })) {
    const isStalled = reason === PONG_TIMEOUT && frozenAt > closedAt;
    const slept = sleeps.meeting({ from: closedAt - PONG_WITHIN_MS, to: closedAt }).length > 0;
    tally.check(
      !isStalled || slept || isByFault(closedAt, facts),
      { who: plan.name, at: closedAt },
      () => `socket ${socket} answered no ping until ${tally.time(closedAt)}`,
    );
  }
}

/** Whether a fault has closed sockets at that moment, whatever it gave as a reason. */
function isByFault(at: number, { evidence }: DayFacts): boolean {
  return evidence.faults.some(
    ({ plan, beganAt, endedAt }) =>
      plan.kind.startsWith("closed") &&
      beganAt !== undefined &&
      beganAt <= at &&
      at <= endedAt + 60_000,
  );
}

function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}

function isBacklog(item: StreamItem): item is Gap {
  return isGap(item) && item.cause === "backlog";
}
