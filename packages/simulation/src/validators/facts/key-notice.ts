import { keyAnswers } from "./key-contacts.ts";
import type { SocketFacts } from "./socket-facts.ts";
import type { StreamView } from "./stream-view.ts";

/** A listen key is renewed before a third of its hour is over, in milliseconds. */
const RENEWED_WITHIN_MS = 1_200_000;

/** What a renewal may take in the best of times, in milliseconds: its turn, and the answer. */
const RENEWAL_MS = 5_000;

/**
 * Until when a stream may take a dead listen key for one that lives: until the renewal that was due next, and for as long
 * as something stood in the way of that.
 *
 * @param by When the key must have died at the latest, in epoch milliseconds.
 * @returns 0 if the keys of the socket live then, or it has none.
 */
export function keyNoticedBy(socket: SocketFacts, by: number, view: StreamView): number {
  // A socket that many accounts share names very many keys.
  const dead = view.facts.keys
    .of(view.whose.account)
    .filter(({ diedAt }) => diedAt <= by)
    .filter(({ key }) => socket.tunings.some(({ keys }) => keys.includes(key)));
  if (dead.length === 0) return 0;
  return Math.max(...dead.map(({ diedAt }) => noticedBy(diedAt, view)));
}

function noticedBy(diedAt: number, view: StreamView): number {
  const { egress: client, account, apiKey } = view.session.plan;
  const answers = keyAnswers(view.facts, { client, account, apiKey });
  const last = answers.findLast((answer) => answer.at <= diedAt)?.at ?? diedAt;
  const due = Math.max(last + RENEWED_WITHIN_MS, diedAt) + RENEWAL_MS + 2 * view.latencyMs;
  return view.hindrances.endFrom(due);
}
