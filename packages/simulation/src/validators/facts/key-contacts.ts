import type { RequestRecord } from "@listenkey/simulator";
import type { DayFacts } from "./day-facts.ts";
import type { StreamView } from "./stream-view.ts";

/** Whose listen keys are asked about. */
export interface KeyUser {
  readonly client: string;
  readonly account: string;
  /** Which of the account's API keys. */
  readonly apiKey: number;
}

/** The answers that gave a program its listen key, or confirmed it, in order. */
export function keyAnswers(facts: DayFacts, user: KeyUser): readonly KeyAnswer[] {
  return facts.calls
    .about(user.client, user.account)
    .requests.flatMap((request) => (isAnswer(request, user) ? [request as KeyAnswer] : []));
}

/** A request that was answered with a key. */
export interface KeyAnswer extends RequestRecord {
  readonly key: number;
}

function isAnswer(request: RequestRecord, { apiKey }: KeyUser): boolean {
  const { call, status, fate, key, fault } = request;
  const isGrant = (call === "create" || call === "extend") && key !== undefined;
  // What cannot be read tells nothing.
  return (
    request.apiKey === apiKey &&
    isGrant &&
    status === 200 &&
    fate === "answered" &&
    fault !== "garble"
  );
}

/** When a stream had a key confirmed the last time before a moment. */
export function lastContact(view: StreamView, key: number, before: number): number | undefined {
  const { egress: client, account, apiKey } = view.session.plan;
  const answers = keyAnswers(view.facts, { client, account, apiKey });
  return answers.findLast((answer) => answer.key === key && answer.at <= before)?.at;
}
