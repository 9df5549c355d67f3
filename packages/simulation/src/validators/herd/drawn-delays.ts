import type { Interval, RequestRecord } from "@listenkey/simulator";
import type { StreamSession } from "../../run/evidence.ts";
import type { Dial } from "../facts/call-facts.ts";
import type { DayFacts } from "../facts/day-facts.ts";
import { endOfSession } from "../facts/session-end.ts";
import type { SocketFacts } from "../facts/socket-facts.ts";
import { socketsOf } from "../facts/sockets-of.ts";

/** A pause before something was tried again, as the exchange saw it. */
export interface Delay {
  readonly at: number;
  /** In milliseconds, both ways included. */
  readonly ms: number;
  /** The longest pause that may be drawn, in milliseconds: where pauses are not drawn, all of them are as long. */
  readonly longestMs: number;
  /** How long the two ways are at the least, and at the most, in milliseconds. */
  readonly waysMs: { readonly min: number; readonly max: number };
}

const SECOND_MS = 1_000;

/** The first attempt after a drop comes within this time, in milliseconds: DESIGN, 5. */
const FIRST_RETRY_MS = 250;

/** The second one within this, and later ones within twice as much each time; in milliseconds. */
const FIRST_BACKOFF_MS = 500;

/** An account that has made no more than a few dials for so long, in milliseconds, has enough of its budget left. */
const QUIET_MS = 60 * SECOND_MS;
const FEW_DIALS = 3;

/** A socket that was open for so long, in milliseconds, was live if nothing stood in its way. */
const LIVE_AFTER_MS = 20 * SECOND_MS;

/** How many failures in a row are looked at: after that the account's budget decides. */
const MOST_FAILURES = 3;

/** What comes later than a timer could be has another reason, in milliseconds beside the longest pause and the ways. */
const OF_ANOTHER_REASON_MS = 20;

/** A session must not end so soon after, in milliseconds, that its end could have to do with it. */
const BEFORE_ITS_END_MS = 5 * SECOND_MS;

/** How long the pauses were between the end of a socket that was well, and the first attempt to open another. */
export function delaysAfterDrops(session: StreamSession, facts: DayFacts): readonly Delay[] {
  const { egress: client, account } = session.plan;
  const dials = dialsFor(session, facts);
  const told = new Set<Dial>();
  return socketsOf(facts, { client, account }).flatMap((socket) => {
    if (!isDropped(socket, session, facts)) return [];
    const { closedAt: at } = socket;
    const lately = dials.filter((dial) => dial.at > at - QUIET_MS && dial.at < at);
    const next = dials.find((dial) => dial.at >= at);
    // Of sockets that were dropped together the next dial may be anybody's, but it is one.
    if (lately.length > FEW_DIALS || next === undefined || told.has(next)) return [];
    told.add(next);
    return delayOf({ from: at, to: next.at, longestMs: FIRST_RETRY_MS }, session, facts);
  });
}

/** How long the pauses were between attempts to open a socket that were refused, as long as another one was there. */
export function delaysAfterRefusals(session: StreamSession, facts: DayFacts): readonly Delay[] {
  const dials = dialsFor(session, facts);
  let failures = 0;
  return dials.flatMap((dial, place) => {
    failures = isRefused(dial) ? failures + 1 : 0;
    const next = dials[place + 1];
    const isLateInRow = failures > MOST_FAILURES || failures === 0;
    if (isLateInRow || next === undefined) return [];
    const pause = { from: dial.at, to: next.at };
    if (!isAloneIn(pause, session, facts)) return [];
    const longestMs = FIRST_BACKOFF_MS * 2 ** (failures - 1);
    return delayOf({ ...pause, longestMs }, session, facts);
  });
}

/** How long the pauses were between requests for the listen key that failed at once. */
export function delaysAfterFailures(session: StreamSession, facts: DayFacts): readonly Delay[] {
  const { egress: client, account, apiKey } = session.plan;
  const asked = facts.calls.about(client, account).requests.filter((one) => one.apiKey === apiKey);
  let failures = 0;
  return asked.flatMap((request, place) => {
    failures = failsAtOnce(request) ? failures + 1 : 0;
    const next = asked[place + 1];
    if (failures === 0 || failures > MOST_FAILURES || next === undefined) return [];
    if (!isOfSession(request.at, session) || !isOfSession(next.at, session)) return [];
    const longestMs = FIRST_BACKOFF_MS * 2 ** (failures - 1);
    return delayOf({ from: request.at, to: next.at, longestMs }, session, facts);
  });
}

function dialsFor({ plan, way }: StreamSession, facts: DayFacts): readonly Dial[] {
  if (way.access === "listenKey") return facts.calls.about(plan.egress, plan.account).dials;
  // On the WebSocket API a socket is nobody's: with one account it can only be its own.
  const accounts = facts
    .machineOf(plan.egress)
    .plan.programs.filter(({ egress }) => egress === plan.egress);
  const isAlone = new Set(accounts.map(({ account }) => account)).size === 1;
  return isAlone ? facts.calls.of(plan.egress).dials : [];
}

/** Whether a socket was dropped that had been well for a while, and nothing else went on. */
function isDropped(socket: SocketFacts, session: StreamSession, facts: DayFacts): boolean {
  const { closedAt, closedBy, frozenAt, openedAt } = socket;
  if (closedBy !== "exchange" || frozenAt <= closedAt) return false;
  if (closedAt - openedAt < LIVE_AFTER_MS) return false;
  const { plan, machine } = session;
  const troubles = facts.troublesOf({ client: plan.egress, account: plan.account });
  // What the drop itself has led to is known up to a way before.
  const before = closedAt - 2 * facts.machine(machine).plan.latencyMs.max - 1;
  const wasQuiet = troubles.meeting({ from: closedAt - QUIET_MS, to: before }).length === 0;
  return wasQuiet && isOfSession(closedAt, session);
}

function isOfSession(at: number, session: StreamSession): boolean {
  const { liveAt = Infinity } = session;
  return at >= liveAt && at + BEFORE_ITS_END_MS <= endOfSession(session);
}

/** One of these was refused at once: what hangs, or was held up, tells no time. */
function isRefused({ refusal }: Dial): boolean {
  return refusal?.fault === "refuse" && refusal.status === undefined;
}

/** Whether one socket alone was being opened. */
function isAloneIn({ from, to }: Interval, session: StreamSession, facts: DayFacts): boolean {
  if (!isOfSession(from, session) || !isOfSession(to, session)) return false;
  if (session.plan.sockets === 1) return true;
  const { egress: client, account } = session.plan;
  return socketsOf(facts, { client, account }).some(
    ({ openedAt, closedAt, frozenAt }) =>
      openedAt < from - LIVE_AFTER_MS && Math.min(closedAt, frozenAt) > to,
  );
}

function failsAtOnce({ fate, status = 0, call }: RequestRecord): boolean {
  if (call !== "create" && call !== "extend") return false;
  return fate === "requestLost" || fate === "replyLost" || (fate === "answered" && status >= 500);
}

function delayOf(
  { from, to, longestMs }: Interval & Pick<Delay, "longestMs">,
  { machine }: StreamSession,
  facts: DayFacts,
): readonly Delay[] {
  const { plan, sleeps } = facts.machine(machine);
  const waysMs = { min: 2 * plan.latencyMs.min, max: 2 * plan.latencyMs.max };
  const ms = to - from;
  const isOther = ms > longestMs + waysMs.max + OF_ANOTHER_REASON_MS;
  const isDoubtful = sleeps.meeting({ from: from - SECOND_MS, to }).length > 0;
  return isOther || isDoubtful ? [] : [{ at: from, ms, longestMs, waysMs }];
}

/**
 * How unlikely it is that pauses are drawn, given how few of them are shorter than the longest that may be: as the
 * logarithm of one over the probability. Where they are not drawn none is, but for what had another reason.
 */
export function doubtIn(delays: readonly Delay[]): number {
  const sample = delays.slice(0, LARGEST_SAMPLE);
  const shorter = sample.filter(isShorter).length;
  // The probability of each number of shorter ones up to that.
  let chances: readonly number[] = [1];
  for (const delay of sample) chances = withOneMore(chances, chanceToBeShorter(delay), shorter);
  const chance = chances.reduce((sum, each) => sum + each, 0);
  return -Math.log(Math.max(chance, Number.MIN_VALUE));
}

/** More of them prove nothing new. */
const LARGEST_SAMPLE = 500;

/** Clocks are read in whole milliseconds, and none is off by more than this. */
const ROUNDING_MS = 2;

function isShorter({ ms, longestMs, waysMs }: Delay): boolean {
  return ms < longestMs + waysMs.min - ROUNDING_MS;
}

/**
 * A drawn pause is as long as the longest only as far as its two ways were longer than they had to be: on average by half
 * of what they may be.
 */
function chanceToBeShorter({ longestMs, waysMs }: Delay): number {
  return Math.max(0.05, 1 - (waysMs.max - waysMs.min) / 2 / longestMs - 0.02);
}

/** The chances of each number of successes, up to a number, after one more attempt. */
function withOneMore(chances: readonly number[], chance: number, most: number): readonly number[] {
  return Array.from({ length: Math.min(chances.length, most) + 1 }, (_, count) => {
    const before = chances[count] ?? 0;
    const fewer = chances[count - 1] ?? 0;
    return before * (1 - chance) + fewer * chance;
  });
}
