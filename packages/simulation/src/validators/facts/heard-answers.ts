import type { WsRequestRecord } from "@listenkey/simulator";
import type { MachinePlan } from "../../plan/day-plan.ts";
import type { DayFacts } from "./day-facts.ts";
import { endOfSession } from "./session-end.ts";

/** Nobody waits for an answer any longer, in milliseconds. */
const ANSWERED_WITHIN_MS = 10_000;

/** What a program does at the moment when it gives up waiting takes no longer, in milliseconds beside the ways. */
const AT_ONCE_MS = 1_000;

/** An answer: the socket that it came on, or what was asked for over REST. */
interface Answer {
  readonly at: number;
  readonly socket?: number;
  readonly path?: string;
}

/**
 * Whether a client has heard an answer for certain: not one that may have been held up for longer than anybody waits, nor
 * one that came while its socket, its session, or the wish for it was just being given up.
 */
export function wasHeard({ at, socket, path }: Answer, client: string, facts: DayFacts): boolean {
  const { plan } = facts.machineOf(client);
  const slack = 2 * plan.latencyMs.max + AT_ONCE_MS;
  const isNear = (moment: number | undefined): boolean =>
    moment !== undefined && Math.abs(moment - at) <= slack;
  const { streams, managers } = facts.evidence;
  const isUnread = wasGivenUp({ at, path }, client, facts);
  const isGivenUp = [...streams, ...managers].some(
    (session) => session.plan.egress === client && isNear(endOfSession(session)),
  );
  const isHeldUp = facts
    .heldUp({ client, account: "" })
    .some(({ from, to }) => from <= at && at <= to);
  const { closedAt, closedBy } = facts.sockets.byNumber.get(socket ?? 0) ?? {};
  const isLeft = closedBy === "client" && isNear(closedAt);
  // A key that has ended is not waited for any more, whatever the exchange answers.
  const accounts = new Set(
    plan.programs.filter(({ egress }) => egress === client).map(({ account }) => account),
  );
  const hasEnded = [...accounts].some((account) =>
    facts.keys.of(account).some(({ diedAt }) => isNear(diedAt)),
  );
  return !isUnread && !isGivenUp && !isHeldUp && !isLeft && !hasEnded;
}

/** Whether a request over REST had been given up by the time its answer could have been read. */
export function wasGivenUp(
  { at, path }: { readonly at: number; readonly path?: string | undefined },
  client: string,
  facts: DayFacts,
): boolean {
  const { plan } = facts.machineOf(client);
  return facts.evidence.givenUp.some(
    (one) =>
      one.client === client &&
      one.path === path &&
      one.sentAt <= at &&
      at <= one.givenUpAt + plan.latencyMs.max,
  );
}

/** Whether an answer left while it was still waited for, the ways of it and of its request included. */
export function cameInTime(
  { at, answeredAt = at }: Pick<WsRequestRecord, "at" | "answeredAt">,
  { latencyMs }: MachinePlan,
): boolean {
  return answeredAt - at < ANSWERED_WITHIN_MS - 2 * latencyMs.max;
}
