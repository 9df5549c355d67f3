import type { RequestRecord } from "@listenkey/simulator";
import type { ManagerSession, Revocation, StreamSession } from "../../run/evidence.ts";
import type { DayFacts } from "../facts/day-facts.ts";
import { keyAnswers } from "../facts/key-contacts.ts";
import { endOfSession } from "../facts/session-end.ts";
import type { Tally } from "../tally.ts";

/** Within this time whoever holds a revoked key has asked for another one, in milliseconds. */
const HEALED_WITHIN_MS = 15_000;

/** A DELETE may arrive so long after `revoke()` has settled, in milliseconds. */
const STRAGGLES_MS = 2_000;

/** How many calls an account may make at once; after that its budget holds further ones back. */
const BURST = 6;

const MINUTE_MS = 60_000;

/** What a program may hold a key with. */
type Session = StreamSession | ManagerSession;

/** Asks of every key that was revoked by a program whether others of its process held it, and have another one soon. */
export function judgeSurvivors(facts: DayFacts, tally: Tally): void {
  const { streams, managers } = facts.evidence;
  for (const manager of managers) {
    const { revocation, machine, plan } = manager;
    const revoked = revocation && revokedBy(plan, revocation, facts);
    if (revoked === undefined) continue;
    for (const session of [...streams, ...managers]) {
      const isNeighbour = session.machine === machine && session.plan.account === plan.account;
      if (isNeighbour && session !== manager) judgeSurvivor(session, revoked, { facts, tally });
    }
  }
}

/** A key that a program has revoked. */
interface Revoked {
  readonly key: number;
  /** When it died. */
  readonly diedAt: number;
  /** When `revoke()` had settled; absent if it never did. */
  readonly settledAt: number | undefined;
  /** When the process was killed that `revoke()` was called in; `Infinity` if it never was. */
  readonly killedAt: number;
}

/** The key that a call of `revoke()` has ended. */
function revokedBy(
  { egress, account }: ManagerSession["plan"],
  { calledAt, settledAt }: Revocation,
  facts: DayFacts,
): Revoked | undefined {
  // Whatever the exchange does so much later, nobody waits for it.
  const latest = (settledAt ?? Infinity) + STRAGGLES_MS;
  const request = facts.calls
    .about(egress, account)
    .requests.find(
      ({ at, call, did }) =>
        call === "revoke" && did === "keyRevoked" && at >= calledAt && at <= latest,
    );
  const { key, diedAt = Infinity } = facts.keys.byNumber.get(request?.key ?? 0) ?? {};
  const killedAt = facts.machineOf(egress).kills.find((at) => at >= calledAt) ?? Infinity;
  return key === undefined || diedAt > latest ? undefined : { key, diedAt, settledAt, killedAt };
}

function judgeSurvivor(
  session: Session,
  { key, diedAt, settledAt = diedAt, killedAt }: Revoked,
  { facts, tally }: { readonly facts: DayFacts; readonly tally: Tally },
): void {
  const { egress: client, account, apiKey, name } = session.plan;
  const { openedAt } = session;
  const { plan, sleeps } = facts.machineOf(client);
  const wayMs = 2 * plan.latencyMs.max;
  const answers = keyAnswers(facts, { client, account, apiKey });
  const last = answers.findLast(({ at }) => at >= openedAt && at <= diedAt + wayMs);
  if (last?.key !== key) return;
  // Told is who holds the key when the revocation has settled, and who gets it after that.
  const by = sleeps.endFrom(Math.max(diedAt, settledAt, last.at) + wayMs) + HEALED_WITHIN_MS;
  if (Math.min(endOfSession(session), facts.evidence.endedAt) <= by) return;
  const asked = facts.calls
    .about(client, account)
    .requests.filter((request) => request.apiKey === apiKey);
  const span = { from: last.at, to: by };
  const hasTrouble = facts.hindrancesOf({ client, account }).meeting(span).length > 0;
  // Who came after a kill lives in another process, and no process knows what the one before it had sent.
  const isLaterProcess = openedAt >= killedAt;
  if (isLaterProcess || hasTrouble || lately(asked, by) >= BURST) return tally.excuse(1);
  tally.check(
    asked.some(({ at, call }) => at > diedAt && at <= by && call !== "revoke"),
    { who: name, at: diedAt },
    () =>
      `it held the key that was revoked at ${tally.time(diedAt)}, and had not asked for another one by ${tally.time(by)}`,
  );
}

/** How many calls there were in the minute before. */
function lately(asked: readonly RequestRecord[], at: number): number {
  return asked.filter((request) => request.at > at - MINUTE_MS && request.at <= at).length;
}
