import type { Interval } from "@listenkey/simulator";
import type { SocketFacts } from "./socket-facts.ts";
import { meet } from "./spans.ts";
import type { StreamView } from "./stream-view.ts";
import { turnFrom } from "./turn-time.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How often the exchange pings on a kind of socket, and how long it awaits the answer; in milliseconds. */
interface Heartbeat {
  readonly pingEveryMs: number;
  readonly pongWithinMs: number;
}

const SPOT: Heartbeat = { pingEveryMs: 20 * SECOND_MS, pongWithinMs: MINUTE_MS };
const FUTURES: Heartbeat = { pingEveryMs: 3 * MINUTE_MS, pongWithinMs: 10 * MINUTE_MS };
const OPTIONS: Heartbeat = { pingEveryMs: 5 * MINUTE_MS, pongWithinMs: 15 * MINUTE_MS };

/** Where a server answers questions, its silence is noticed within this time, in milliseconds: I1, and promise 9. */
const ANSWERED_BOUND_MS = 30 * SECOND_MS;

/** A stream asks a server that has been silent for so long, in milliseconds. */
const ASKS_AFTER_MS = 15 * SECOND_MS;

/** How long a question and its answer may be under way, timers included, in milliseconds. */
const ANSWER_MS = 2 * SECOND_MS;

/**
 * Who was held up looks once more, and then the server has another of its pings' time: the process may have what it
 * said unread before it.
 */
const LOOKS_AGAIN_MS = 2 * SECOND_MS;

/** How long it takes to put one socket in the place of another if nothing stands in the way, in milliseconds. */
const REPLACED_WITHIN_MS = 10 * SECOND_MS;

/** The heartbeat of the sockets of a stream's product. */
function heartbeatOf({ whose: { product } }: StreamView): Heartbeat {
  if (product === "options") return OPTIONS;
  return product === "spot" || product.startsWith("margin-") ? SPOT : FUTURES;
}

/** How long a socket may be silent before its stream must have noticed. */
export interface SilenceBound {
  readonly ms: number;
  /** Whether it is certain that a question had been answered on it before. */
  readonly isAnswered: boolean;
}

/** 30 s where it is certain that a question had been answered, else the exchange's own ping plus its deadline. */
export function silenceBound(socket: SocketFacts, view: StreamView): SilenceBound {
  const { pingEveryMs, pongWithinMs } = heartbeatOf(view);
  return hasAnswered(socket, view)
    ? { ms: ANSWERED_BOUND_MS, isAnswered: true }
    : { ms: pingEveryMs + pongWithinMs, isAnswered: false };
}

/** The longest of some bounds; none at all if there are none. */
export function longest(bounds: readonly SilenceBound[]): SilenceBound {
  const none: SilenceBound = { ms: 0, isAnswered: true };
  return bounds.reduce((most, one) => (one.ms > most.ms ? one : most), none);
}

/**
 * Until when a stream may take a socket that has fallen silent for one that is well. Time in which its machine did not
 * run does not count, and after it, and after its clock was set, it looks once more.
 */
export function believedUntil(silentFrom: number, socket: SocketFacts, view: StreamView): number {
  const { sleeps, jumps } = view.machine;
  const { pingEveryMs } = heartbeatOf(view);
  const { ms, isAnswered } = silenceBound(socket, view);
  const patience = ms + LOOKS_AGAIN_MS + 2 * view.latencyMs;
  let until = silentFrom + patience;
  // Each pass may reach further interruptions.
  for (let pass = 0; pass < 8; pass += 1) {
    const span: Interval = { from: silentFrom, to: until };
    const slept = sleeps.meeting(span);
    const looksAgain =
      slept.length + jumps.filter(({ at }) => meet(span, { from: at, to: at })).length;
    const next =
      silentFrom + patience + sleptWithin(span, view) + looksAgain * (pingEveryMs + LOOKS_AGAIN_MS);
    if (next <= until) break;
    until = next;
  }
  // What nothing proves to be dead is kept until another one is there in its place.
  return isAnswered ? until : turnFrom(until + REPLACED_WITHIN_MS, view);
}

/** For how long a machine did not run from a moment on, sleeps that reach beyond the span in full. */
function sleptWithin(span: Interval, { machine }: StreamView): number {
  return machine.sleeps
    .meeting(span)
    .reduce((sum, { from, to }) => sum + to - Math.max(from, span.from), 0);
}

/** Whether it is certain that a question was asked on a socket and answered, while it was well. */
function hasAnswered(socket: SocketFacts, view: StreamView): boolean {
  const wellUntil = Math.min(socket.frozenAt, socket.closedAt);
  return (
    answersQuestions(socket, view) &&
    !mayBeDeaf(socket, view) &&
    !mayNotAsk(wellUntil, socket, view) &&
    wasSilent({ from: socket.openedAt, to: wellUntil }, view)
  );
}

/** Whether the exchange answers questions on such a socket. */
function answersQuestions({ path }: SocketFacts, { whose, facts }: StreamView): boolean {
  const { dialect } = facts.evidence.plan;
  if (isOnApi(path)) return true;
  const isPortfolio = path.startsWith("/pm") || whose.product === "margin-risk";
  return isPortfolio ? dialect.portfolioProbes === "answered" : dialect.probes !== "unanswered";
}

function isOnApi(path: string): boolean {
  return path.startsWith("/ws-api");
}

/** What may take the answers to questions away, or hold them up. */
const DEAFENING: ReadonlySet<string> = new Set(["deaf", "lagging"]);

function mayBeDeaf({ openedAt, closedAt }: SocketFacts, { facts }: StreamView): boolean {
  return facts.evidence.faults.some(({ plan, struck, beganAt = Infinity }) => {
    return DEAFENING.has(plan.kind) && struck > 0 && beganAt >= openedAt && beganAt <= closedAt;
  });
}

/** On the WebSocket API a question is a request like any other: while the exchange wants none, none is sent. */
function mayNotAsk(
  silentFrom: number,
  { path, client }: SocketFacts,
  { facts }: StreamView,
): boolean {
  const span = { from: silentFrom - 2 * MINUTE_MS, to: silentFrom + 2 * MINUTE_MS };
  return (
    isOnApi(path) &&
    facts.silencesOf(client).some(({ from, atMost }) => meet(span, { from, to: atMost }))
  );
}

/**
 * Whether nothing was sent on a socket for so long, while it was well, that it was asked and has answered. A ping may
 * fall into any silence, and cuts it in two at the most.
 */
function wasSilent({ from, to }: Interval, view: StreamView): boolean {
  const needed = 2 * (ASKS_AFTER_MS + ANSWER_MS + 2 * view.latencyMs);
  let silentFrom = from;
  for (const { at } of view.facts.evidence.index.produced(view.whose)) {
    if (at < from) continue;
    if (Math.min(at, to) - silentFrom >= needed) return true;
    if (at >= to) return false;
    silentFrom = at;
  }
  return to - silentFrom >= needed;
}
