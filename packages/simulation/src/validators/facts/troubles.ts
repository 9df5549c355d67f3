import type { RequestRecord, WsRequestRecord } from "@listenkey/simulator";
import type { DayFacts } from "./day-facts.ts";
import type { Dial } from "./call-facts.ts";
import type { Interval } from "@listenkey/simulator";
import { Spans } from "./spans.ts";

/** Whose trouble it is. */
export interface Troubled {
  /** The name that the exchange knows the program by. */
  readonly client: string;
  readonly account: string;
}

/** How long a client waits for an answer or a handshake, in milliseconds: the library's default. */
const TIMEOUT_MS = 10_000;

/** How often an API key that is not accepted is tried, in milliseconds: for renewals, and for new keys. */
const UNAUTHORIZED_PAUSE_MS = { renewal: 60_000, other: 300_000 } as const;

/** Who waited for the end of a silence starts within this time after it, in milliseconds, and in turn. */
const RELEASE_MS = 7_000;

/** While the exchange is away sockets are tried every five seconds only, in milliseconds; a little more. */
const OUTAGE_PAUSE_MS = 6_000;

/** What is asked for again at once when it did not last: a request that was held up counts until it was answered. */
const REORDERED_MS = 15_000;

/** Refusals that are no trouble but an answer: the listen key is gone. */
const UNKNOWN_KEY = -1125;

/**
 * When something stood in the way of a client that wanted to talk to the exchange about an account: it did not run, was
 * asked to be silent, or the exchange did not answer as it should. By the exchange's log; what a client makes of it
 * later, such as a pause before the next attempt, is for whoever asks to add.
 */
export function troublesOf(whose: Troubled, facts: DayFacts): Spans {
  const { client, account } = whose;
  const { sleeps, plan } = facts.machineOf(client);
  const slack = plan.latencyMs.max;
  const spans: Interval[] = [
    ...sleeps.all,
    ...facts.outages.map(({ from, to }) => ({ from, to: to + OUTAGE_PAUSE_MS })),
    ...facts.silencesOf(client).map(({ from, atMost }) => ({ from, to: atMost + RELEASE_MS })),
    ...facts.heldUp(whose),
  ];
  const add = ({ at }: { readonly at: number }, ms: number | undefined): void => {
    if (ms !== undefined) spans.push({ from: at - slack, to: at + ms + slack });
  };
  // Requests that name no account, such as a ping, are those of everybody on the connection.
  for (const calls of [facts.calls.about(client, account), facts.calls.about(client, "")]) {
    for (const request of calls.requests) add(request, troubleOfRequest(request));
    for (const request of calls.wsRequests) add(request, troubleOfWsRequest(request));
    for (const dial of calls.dials) add(dial, troubleOfDial(dial));
  }
  return new Spans(spans);
}

/** For how many milliseconds a request that did not succeed is trouble; nothing if it did. */
function troubleOfRequest(request: RequestRecord): number | undefined {
  const { fate, status = 0, code, fault, call } = request;
  if (fate !== "answered") return TIMEOUT_MS;
  if (status === 200) return fault === undefined || fault === "rotateKey" ? undefined : 0;
  if (code === UNKNOWN_KEY) return undefined;
  if (isUnauthorized(status, code)) {
    return call === "extend" ? UNAUTHORIZED_PAUSE_MS.renewal : UNAUTHORIZED_PAUSE_MS.other;
  }
  return 0;
}

function troubleOfWsRequest(request: WsRequestRecord): number | undefined {
  const { fate, status = 0, code, fault } = request;
  if (fate !== "answered") return TIMEOUT_MS;
  if (status === 200) return fault === undefined ? undefined : 0;
  return isUnauthorized(status, code) ? UNAUTHORIZED_PAUSE_MS.renewal : 0;
}

function isUnauthorized(status: number, code: number | undefined): boolean {
  return status === 401 || code === -2014 || code === -2015;
}

function troubleOfDial({ refusal }: Dial): number | undefined {
  if (refusal === undefined) return undefined;
  return refusal.fault === "hang" ? TIMEOUT_MS : 0;
}

/** How long an answer that a fault holds up may be under way, in milliseconds. */
export { REORDERED_MS };
