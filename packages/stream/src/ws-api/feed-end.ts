import { exchangeCodeOf, verdictOn, type Verdict } from "@listenkey/core/kit";
import type { ListenKeyError } from "@listenkey/core";
import { saneTimeOf } from "../events/event-text.ts";
import type { FeedEnd } from "../feeds/feed.ts";

/** What is known beside the error. */
export interface AttemptFacts {
  /** The credentials have been accepted before. */
  readonly hasSucceeded: boolean;
  /** The local wall, in epoch milliseconds. */
  readonly now: number;
}

/** Refusals that concern the connection or the token, and will not meet the next attempt: it has others. */
const OF_THE_MOMENT = new Set<number | undefined>([-1191, -1209, -2035, -2042]);

/** An API key that was accepted before may be accepted again (an IP whitelist being edited), so it is tried now and then. */
const UNAUTHORIZED_RETRY_MS = 60_000;

/** How a feed ends that could not be subscribed. Pure. */
export function endOfAttempt(error: ListenKeyError, { hasSucceeded, now }: AttemptFacts): FeedEnd {
  const cause = error.code === "REJECTED" ? "credential" : "connection";
  const verdict = verdictOnAttempt(error);
  const isUnauthorized = verdict === "unauthorized";
  if (verdict === "fatal" || (isUnauthorized && !hasSucceeded)) {
    return { cause, error, isFatal: true };
  }
  if (isUnauthorized) return { cause, error, retryInMs: UNAUTHORIZED_RETRY_MS };
  if (!("retryAt" in error)) return { cause, error };
  return { cause, error, retryInMs: Math.max(0, Number(error.retryAt) - now) };
}

/** How a feed ends whose subscription the exchange has ended, going by the event that says so. Pure. */
export function endOfSubscription(
  text: string,
  told: { readonly timeField: string; readonly now: number },
): FeedEnd {
  const diedAt = saneTimeOf(text, told);
  return { cause: "credential", ...(diedAt !== undefined && { diedAt }) };
}

/** What a failure to subscribe means for the next attempt. Pure. */
export function verdictOnAttempt(error: ListenKeyError): Verdict {
  return OF_THE_MOMENT.has(exchangeCodeOf(error)) ? "retry" : verdictOn(error);
}
