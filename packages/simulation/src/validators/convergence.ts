import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import { judgeBudgets } from "./budgets/call-budgets.ts";
import { crowdTime } from "./facts/crowd-time.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { concerns } from "./facts/machine-facts.ts";
import { endOfSession } from "./facts/session-end.ts";
import { socketsOf } from "./facts/sockets-of.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

const MINUTE_MS = 60_000;

/** Within this time after the last trouble everything is live again, in milliseconds. */
const LIVE_WITHIN_MS = 10 * MINUTE_MS;

/** A second socket that could not be relied upon is tried again after an hour, in milliseconds. */
const REDUNDANCY_LOST_FOR_MS = 60 * MINUTE_MS;

/**
 * I11: ten minutes after the last trouble every stream and every key is live, with as many sockets as it was to have; and
 * on the way there an account makes at most 12 dials and 12 calls for keys or tokens in any minute.
 *
 * Trouble ends with the silences that the exchange has asked for, and those that a client has to assume where it did not
 * say how long.
 */
export const convergence: Validator = {
  id: "I11",
  title: "after the last trouble everything is live again, with a bounded number of calls",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    for (const session of evidence.streams) judgeStream(session, facts, tally);
    for (const session of evidence.managers) judgeEnd(session, facts, tally);
    judgeBudgets(facts, tally);
    return tally.verdict;
  },
};

/** @returns Whether it was asked at all. */
function judgeEnd(session: StreamSession | ManagerSession, facts: DayFacts, tally: Tally): boolean {
  const { plan, finalState } = session;
  if (!isThereAtTheEnd(session, facts) || !isAtPeace(session, facts)) return false;
  const state = session.plan.kind === "stream" ? stateAtTheEnd(session) : stateBefore(session);
  tally.check(
    state === "live",
    { who: plan.name, at: facts.evidence.endedAt },
    () => `it is ${state} at the end (${finalState}), long after the last trouble`,
  );
  return true;
}

function judgeStream(session: StreamSession, facts: DayFacts, tally: Tally): void {
  if (!judgeEnd(session, facts, tally) || mayHaveOne(session, facts)) return;
  const { plan, stats } = session;
  tally.check(
    stats.liveSockets >= plan.sockets,
    { who: plan.name, at: facts.evidence.endedAt },
    () => `it has ${stats.liveSockets} live sockets at the end, of ${plan.sockets}`,
  );
}

/** Whether it was open when the day was over: it is closed only then. */
function isThereAtTheEnd(session: StreamSession | ManagerSession, { evidence }: DayFacts): boolean {
  return endOfSession(session) >= evidence.endedAt;
}

function stateAtTheEnd({ words }: StreamSession | ManagerSession): string {
  const last = words.findLast(({ name }) => name === "live" || name === "interrupted");
  return last?.name ?? "opening";
}

/** The state of a manager before it was closed, as its last word has it. */
function stateBefore({ words }: StreamSession | ManagerSession): string {
  return words.findLast(({ name }) => name !== "closed")?.state ?? "opening";
}

/** Whether nothing had stood in its way for long enough. */
function isAtPeace(session: StreamSession | ManagerSession, facts: DayFacts): boolean {
  const { endedAt } = facts.evidence;
  const bound = LIVE_WITHIN_MS + crowdTime(session.plan.egress, facts);
  return endedAt - lastTrouble(session, facts) > bound;
}

/** When something stood in its way the last time; what has begun and is not over counts as if it never ended. */
function lastTrouble(
  { plan, openedAt, machine }: StreamSession | ManagerSession,
  facts: DayFacts,
): number {
  const { endedAt, faults } = facts.evidence;
  const { egress: client, account } = plan;
  const sockets = socketsOf(facts, { client, account });
  const keys = facts.keys.of(account);
  const on = facts.machine(machine).plan;
  return Math.max(
    openedAt,
    facts.troublesOf({ client, account }).lastEndBefore(endedAt) ?? 0,
    ...sockets
      .flatMap(({ closedAt, frozenAt, closedBy }) => [
        closedBy === "exchange" ? closedAt : 0,
        Number.isFinite(frozenAt) ? Math.min(closedAt, endedAt) : 0,
      ])
      .filter((at) => at <= endedAt),
    ...keys.flatMap(({ diedAt }) => (diedAt <= endedAt ? [diedAt] : [])),
    ...facts.subscriptions.of(account).flatMap(({ to }) => (to <= endedAt ? [to] : [])),
    ...faults.flatMap((fault) => {
      const strikes = fault.struck > 0 && concerns(fault, on);
      return strikes ? [Math.min(fault.endedAt, endedAt)] : [];
    }),
  );
}

/** Whether one socket may have to do: a second one could not be relied upon, or none is to be had. */
function mayHaveOne({ words }: StreamSession, { evidence }: DayFacts): boolean {
  const { secondSocket = "everything" } = evidence.plan.dialect;
  const lost = words.findLast(({ name }) => name === "redundancyLost");
  const isLost = lost !== undefined && evidence.endedAt - lost.at < REDUNDANCY_LOST_FOR_MS;
  return secondSocket !== "everything" || isLost;
}
