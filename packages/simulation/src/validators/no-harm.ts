import type { RequestRecord, UnsubscribedRecord, WsRequestRecord } from "@listenkey/simulator";
import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { keyAnswers } from "./facts/key-contacts.ts";
import { endOfSession } from "./facts/session-end.ts";
import { judgeSurvivors } from "./harm/survivors.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** How long after `revoke()` has settled, or its manager has ended, its DELETE may still arrive, in milliseconds, beside its way. */
const STRAGGLES_MS = 1_000;

/**
 * I9: a listen key is revoked inside `revoke()` alone, and never while another program of the process holds it; who came
 * to hold it meanwhile has another one soon; and no subscription ends for another account's sake.
 */
export const noHarm: Validator = {
  id: "I9",
  title: "nobody ends what another one needs",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    const named = new Set<string>();
    for (const record of evidence.records) {
      if (record.kind === "request" && record.call === "revoke") judgeRevoke(record, facts, tally);
      if (record.kind === "wsRequest" && record.call === "unsubscribe") note(record, named);
    }
    for (const record of evidence.records) {
      if (record.kind === "unsubscribed") judgeUnsubscribed(record, named, { facts, tally });
    }
    judgeSurvivors(facts, tally);
    return tally.verdict;
  },
};

/** A DELETE that has arrived belongs to a `revoke()`, and to a key that nobody else held. */
function judgeRevoke(request: RequestRecord, facts: DayFacts, tally: Tally): void {
  const { at, client, account = "" } = request;
  const latencyMs = facts.machineOf(client).plan.latencyMs.max;
  const calls = facts.evidence.managers.filter(
    (session) =>
      session.plan.egress === client &&
      session.plan.account === account &&
      session.revocation !== undefined &&
      at >= session.revocation.calledAt &&
      at <= (session.revocation.settledAt ?? endOfSession(session)) + latencyMs + STRAGGLES_MS,
  );
  tally.check(
    calls.length > 0,
    { who: client, at },
    () => `a listen key of ${account} was revoked at ${tally.time(at)}, outside any revoke()`,
  );
  if (calls.length === 0) return;
  const holders = calls.map((session) => holdersOf(request, session, facts));
  tally.check(
    holders.some((names) => names.length === 0),
    { who: client, at },
    () => `the key that was revoked at ${tally.time(at)} was held by ${holders.flat().join(", ")}`,
  );
}

/** The other programs that held a key when `revoke()` was called, and were still there when its DELETE was sent. */
function holdersOf(
  { at, client, key }: RequestRecord,
  { revocation }: ManagerSession,
  facts: DayFacts,
): readonly string[] {
  const { calledAt = at, heldBy = [] } = revocation ?? {};
  const sentAt = at - facts.machineOf(client).plan.latencyMs.max;
  return heldBy.filter((name) =>
    [...facts.evidence.streams, ...facts.evidence.managers].some(
      (session) =>
        session.plan.name === name &&
        session.openedAt <= calledAt &&
        endOfSession(session) > sentAt &&
        heldKey(session, calledAt, facts) === key,
    ),
  );
}

/** The key that a session had been given last: it may be another one than the account has by now. */
function heldKey(
  { plan, openedAt }: StreamSession | ManagerSession,
  at: number,
  facts: DayFacts,
): number | undefined {
  const { egress: client, account, apiKey } = plan;
  const wayMs = facts.machineOf(client).plan.latencyMs.max;
  return keyAnswers(facts, { client, account, apiKey }).findLast(
    (answer) => answer.at >= openedAt && answer.at + wayMs <= at,
  )?.key;
}

function note({ socket, subscription, fault }: WsRequestRecord, named: Set<string>): void {
  if (subscription !== undefined) named.add(`${socket}/${subscription}`);
  // The answer of a fault does not say what was done.
  if (fault !== undefined) named.add(`${socket}`);
}

/** A subscription that ends by request was named in that request. */
function judgeUnsubscribed(
  { by, socket, subscription, account, at }: UnsubscribedRecord,
  named: ReadonlySet<string>,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  if (by !== "request") return;
  const client = facts.sockets.byNumber.get(socket)?.client ?? "";
  tally.check(
    named.has(`${socket}/${subscription}`) || named.has(`${socket}`),
    { who: client, at },
    () =>
      `the subscription of ${account} on socket ${socket} was ended at ${tally.time(at)} by a request that did not name it`,
  );
}
