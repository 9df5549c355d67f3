import type { RequestRecord, WsRequestRecord } from "@listenkey/simulator";
import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import type { MachinePlan } from "../plan/day-plan.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { cameInTime } from "./facts/heard-answers.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** What cannot be got over shows at once, or when the last feed that lived has ended: an error is remembered, in milliseconds. */
const REMEMBERED_MS = 120_000;

/** Codes that come with various statuses for trouble that passes; see core's verdict. -1125 says that a key has expired. */
const PASSING = new Set([
  -1125, -1021, -1000, -1001, -1003, -1006, -1007, -1008, -1016, -1034, -1109, -1191, -1209, -2035,
  -2042,
]);

/** Statuses that ask for patience. */
const PATIENCE = new Set([403, 408, 418, 429]);

/** Refusals of the API key. */
const UNAUTHORIZED = new Set([-2014, -2015]);

/**
 * P5: nothing would have killed the process, errors of listeners are reported one by one, and no session gave up without
 * an answer of the exchange that no further attempt would get over: 410, a 4xx that is about the request itself, or an
 * API key that was never accepted.
 */
export const survival: Validator = {
  id: "P5",
  title: "nothing kills the process, and nothing gives up without a reason",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    tally.pass(1);
    for (const error of evidence.uncaught) {
      tally.check(false, { who: "process" }, () => `uncaught: ${nameOf(error)}`);
    }
    for (const session of evidence.streams) {
      judgeListeners(session, tally);
      judgeFailure(session, facts, tally);
    }
    for (const session of evidence.managers) judgeFailure(session, facts, tally);
    return tally.verdict;
  },
};

/** No message: it may hold a secret. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}

function judgeListeners({ plan, listenerErrors }: StreamSession, tally: Tally): void {
  const { thrown, reported } = listenerErrors;
  tally.check(
    thrown === reported,
    { who: plan.name },
    () => `its listeners threw ${thrown} times, and ${reported} were reported`,
  );
}

function judgeFailure(
  session: StreamSession | ManagerSession,
  facts: DayFacts,
  tally: Tally,
): void {
  const failed = session.words.find(({ name }) => name === "failed");
  const hasFailed = failed !== undefined || session.finalState === "failed";
  const at = failed?.at ?? session.closeCalledAt ?? facts.evidence.endedAt;
  tally.check(
    !hasFailed || hasReason(session, at, facts),
    { who: session.plan.name, at },
    () => `it failed at ${tally.time(at)}, and no answer of the exchange was a reason`,
  );
}

function hasReason(session: StreamSession | ManagerSession, at: number, facts: DayFacts): boolean {
  const { egress: client, account, apiKey } = session.plan;
  const { requests, wsRequests } = facts.calls.about(client, account);
  const { plan, sleeps } = facts.machine(session.machine);
  const since = Math.min(session.openedAt, at) - 2 * plan.latencyMs.max;
  const slept = sleeps.coverOf({ from: since, to: at });
  const from = Math.max(since, at - REMEMBERED_MS - slept);
  const own = [...requests, ...wsRequests].filter(
    (one) => (one.apiKey ?? apiKey) === apiKey && one.at >= since && one.at <= at,
  );
  const succeeded = own.filter((one) => isSuccess(one, plan)).map((one) => one.at);
  const firstSuccess = Math.min(Infinity, ...succeeded);
  return own.some((one) => one.at >= from && isFinal(one, one.at < firstSuccess));
}

/**
 * Whether the client has learnt that it was accepted: not by an answer that was lost, that nobody could read or that
 * nobody waited for any more, and not by a token that it has not subscribed with.
 */
function isSuccess(record: RequestRecord | WsRequestRecord, machine: MachinePlan): boolean {
  const { status, fate, fault, call } = record;
  if (status !== 200 || fate !== "answered" || fault === "garble" || call === "token") return false;
  return cameInTime(record, machine);
}

/** Whether an answer is one that no further attempt would get over. */
function isFinal(record: RequestRecord | WsRequestRecord, isFirst: boolean): boolean {
  const { status = 0, code = 0, fate } = record;
  const isRefusal = fate === "answered" && status >= 400 && status < 500;
  if (!isRefusal || PATIENCE.has(status) || PASSING.has(code)) return false;
  // An API key that was accepted before may be accepted again.
  return isFirst || (status !== 401 && !UNAUTHORIZED.has(code));
}
