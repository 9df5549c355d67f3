import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { keyAnswers, type KeyAnswer } from "./facts/key-contacts.ts";
import type { Grant } from "./facts/key-facts.ts";
import { cameInTime } from "./facts/heard-answers.ts";
import { wasDeafened } from "./facts/deafened.ts";
import { endOfSession } from "./facts/session-end.ts";
import { socketsOf } from "./facts/sockets-of.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** What a renewal may take in the best of times, in milliseconds: a timer, its turn, and two ways. */
const RENEWAL_MS = 5_000;

/**
 * I10: while the exchange could be reached, the remaining validity of a key, or of a token's subscription, never fell
 * under half its lifetime as long as a session lived that held it. So no outage that was shorter has cost a key.
 *
 * What stood in the way excuses: requests that failed, silences that the exchange had asked for, outages, and time in
 * which the machine did not run; and for a minute after each of them the pause until the next attempt.
 */
export const renewalMargin: Validator = {
  id: "I10",
  title: "keys and tokens are renewed before half their life is over",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    for (const session of [...evidence.streams, ...evidence.managers]) {
      const { access } = session.way;
      if (access === "listenKey") judgeKeys(session, facts, tally);
      if (access === "listenToken") judgeTokens(session, facts, tally);
    }
    return tally.verdict;
  },
};

type Session = StreamSession | ManagerSession;

/** A credential for as long as a session held it. */
interface Held {
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly from: number;
  readonly to: number;
}

function judgeKeys(session: Session, facts: DayFacts, tally: Tally): void {
  const { egress: client, account, apiKey } = session.plan;
  const life = { from: session.openedAt, to: endOf(session, facts) };
  const answers = keyAnswers(facts, { client, account, apiKey });
  const own = answers.filter(({ at }) => at >= life.from && at <= life.to);
  for (const [place, answer] of own.entries()) {
    if (own[place - 1]?.key === answer.key) continue;
    const next = own.find((one, index) => index > place && one.key !== answer.key);
    judgeKey({ answer, to: Math.min(life.to, next?.at ?? Infinity) }, session, { facts, tally });
  }
}

function judgeKey(
  { answer, to }: { readonly answer: KeyAnswer; readonly to: number },
  session: Session,
  judging: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const key = judging.facts.keys.byNumber.get(answer.key);
  if (key === undefined) return;
  const held = { name: `key ${key.key}`, grants: key.grants, from: answer.at };
  judgeHeld({ ...held, to: Math.min(to, key.diedAt) }, session, judging);
}

function judgeTokens(session: Session, facts: DayFacts, tally: Tally): void {
  const { egress: client, account } = session.plan;
  const { plan } = facts.machineOf(client);
  const life = { from: session.openedAt, to: endOf(session, facts) };
  const sockets = new Map(socketsOf(facts, { client, account }).map((one) => [one.socket, one]));
  for (const one of facts.subscriptions.of(account)) {
    const socket = sockets.get(one.socket);
    const isKnown = one.told.some((answer) => cameInTime(answer, plan));
    if (socket === undefined || !isKnown || one.from < life.from || one.from > life.to) continue;
    // A client that has lost a socket holds nothing on it any more, nor may it where it could not say so.
    const isGone = wasDeafened({ socket: one.socket, at: life.to }, facts);
    const to = isGone ? one.from : Math.min(life.to, one.to, socket.frozenAt);
    const name = `the subscription ${one.subscription} on socket ${one.socket}`;
    judgeHeld({ name, grants: one.grants, from: one.from, to }, session, { facts, tally });
  }
}

/** Looks at each stretch between two renewals, and at what is left of the last. */
function judgeHeld(
  { name, grants, from, to }: Held,
  { plan }: Session,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const excuses = facts.hindrancesOf({ client: plan.egress, account: plan.account });
  const relevant = grants.filter(
    ({ at }, place) => at <= to && (grants[place + 1]?.at ?? to) > from,
  );
  for (const [place, { at, expiresAt }] of relevant.entries()) {
    const until = Math.min(relevant[place + 1]?.at ?? to, to);
    const halfAt = at + (expiresAt - at) / 2 + RENEWAL_MS;
    const late = until <= halfAt ? undefined : excuses.gapIn({ from: halfAt, to: until });
    tally.check(
      late === undefined,
      { who: plan.name, at: halfAt },
      () =>
        `${name}, good from ${tally.time(at)} to ${tally.time(expiresAt)}, had not been renewed at ${tally.time(late?.from ?? 0)}, and nothing stood in the way`,
    );
  }
}

function endOf(session: Session, { evidence }: DayFacts): number {
  return Math.min(endOfSession(session), evidence.endedAt);
}
