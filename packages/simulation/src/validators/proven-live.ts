import type { Evidence, StreamSession, Word } from "../run/evidence.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import type { SocketFacts } from "./facts/socket-facts.ts";
import { socketsOf } from "./facts/sockets-of.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** How long an answer may take beside its way, in milliseconds, before it reaches who asked. */
const ANSWER_MS = 250;

/** How long it may be held up by a fault, in milliseconds. */
const HELD_UP_MS = 20_000;

/** A socket may bring its events so late, in milliseconds. */
const LAG_MS = 6_000;

/**
 * P3: each `live` names its proof, and the exchange's log shows it: a subscription that was acknowledged, a listen key
 * that was confirmed after a socket had been opened with it, or a socket that could bring events.
 */
export const provenLive: Validator = {
  id: "P3",
  title: "each live has a proof that the exchange knows of",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    for (const session of evidence.streams) {
      for (const word of session.words) {
        if (word.name === "live") judgeLive(word, session, { facts, tally });
      }
    }
    return tally.verdict;
  },
};

function judgeLive(
  word: Word,
  session: StreamSession,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const { at, event } = word;
  const { proof = "nothing" } = (event ?? {}) as { readonly proof?: string };
  tally.check(
    isProved(proof, at, { session, facts }),
    { who: session.plan.name, at },
    () =>
      `it said that it was live at ${tally.time(at)}, by ${proof}, and the exchange knows nothing of that`,
  );
}

/** Who said something, and what is known of the day. */
interface Claim {
  readonly session: StreamSession;
  readonly facts: DayFacts;
}

function isProved(proof: string, at: number, claim: Claim): boolean {
  switch (proof) {
    case "subscription":
      return isSubscribed(at, claim);
    case "key":
      return isKeyConfirmed(at, claim);
    case "event":
      return canHear(at, claim);
    default:
      return false;
  }
}

function isSubscribed(at: number, claim: Claim): boolean {
  const { egress: client, account } = claim.session.plan;
  const since = saidBefore(at, claim);
  return claim.facts.subscriptions
    .of(account)
    .some(
      (one) =>
        claim.facts.sockets.byNumber.get(one.socket)?.client === client &&
        one.from <= at &&
        one.to >= since,
    );
}

/** Whether a key was confirmed after a socket had been opened with it that is still there, as far as was known. */
function isKeyConfirmed(at: number, claim: Claim): boolean {
  const { egress: client, account, apiKey } = claim.session.plan;
  const since = saidBefore(at, claim);
  const answers = claim.facts.calls
    .about(client, account)
    .requests.filter((one) => one.apiKey === apiKey && one.status === 200 && one.at <= at);
  return sockets(claim).some(
    (socket) =>
      socket.openedAt <= at &&
      knownToEndAt(socket) >= since &&
      socket.tunings.some(({ from, keys }) =>
        answers.some(({ key = -1, at: askedAt }) => keys.includes(key) && askedAt >= from),
      ),
  );
}

function canHear(at: number, claim: Claim): boolean {
  const { plan, way } = claim.session;
  const whose = { account: plan.account, product: way.exchangeId, clients: [plan.egress] };
  const since = saidBefore(at, claim) - LAG_MS;
  const hearing = claim.facts.evidence.index.hearing(whose);
  return hearing.some(({ joined }) => joined.from <= at && joined.to >= since);
}

function sockets({ session, facts }: Claim): readonly SocketFacts[] {
  const { egress: client, account } = session.plan;
  return socketsOf(facts, { client, account });
}

/** A client does not learn of the end of a socket that is half-open. */
function knownToEndAt({ closedAt, closedBy, frozenAt }: SocketFacts): number {
  return closedBy === "exchange" && frozenAt < closedAt ? Infinity : closedAt;
}

/** When what proves something was said at the earliest: the way here, what held it up, and the sleep of the machine. */
function saidBefore(at: number, { session, facts }: Claim): number {
  const { plan, machine } = session;
  const { plan: host, sleeps } = facts.machine(machine);
  const isHeldUp = facts
    .heldUp({ client: plan.egress, account: plan.account })
    .some(({ from, to }) => from <= at && at <= to);
  const since = at - 2 * host.latencyMs.max - (isHeldUp ? HELD_UP_MS : ANSWER_MS);
  const slept = sleeps.meeting({ from: since, to: at })[0];
  return slept === undefined ? since : Math.min(since, slept.from - (at - since));
}
