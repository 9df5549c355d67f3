import type { StreamAccess } from "@listenkey/stream";
import type { Draws } from "../random/draws.ts";
import type { FaultKind } from "./fault-kinds.ts";

/**
 * Whose name a fault's plan gives: a machine's, an account's, or a program's, of which a `pair` is a stream with two
 * sockets, and a `reader` a stream that is iterated; `requests` are those of an account or of a program.
 */
export type Concern =
  | "everybody"
  | "machine"
  | "account"
  | "requests"
  | "program"
  | "stream"
  | "pair"
  | "reader"
  | "manager";

/** What is to be known about a kind of fault when it is planned. */
export interface FaultNature {
  readonly concerns: Concern;
  /** How much more often than others it is drawn where it can happen, since that is rare. Defaults to 1. */
  readonly weight?: number;
  /** Draws for how long it lasts, in milliseconds. Absent for what happens in a moment. */
  readonly lengthMs?: (draws: Draws) => number;
  /** Draws {@link FaultPlan.size}. Absent where it has none, which is 1. */
  readonly size?: (draws: Draws) => number;
  /** For how long it is felt when it is over, at most, given its size, in milliseconds. Defaults to 0. */
  readonly aftermathMs?: (size: number) => number;
  /** On which kinds of access it can happen. Defaults to all. */
  readonly access?: readonly StreamAccess[];
  /** Whether the account trades busily while it begins. */
  readonly isBusy?: true;
  /** Whether it strikes frames of events: where there are none it cannot happen. */
  readonly needsEvents?: true;
  /** Whether the exchange wants silence by it. A wall clock that is set meanwhile ends that early, which nobody can help. */
  readonly silences?: true;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Between two lengths, the short ones as likely as the long. */
function spread(from: number, to: number): (draws: Draws) => number {
  return (draws) => Math.round(draws.spread(from, to));
}

function whole(from: number, to: number): (draws: Draws) => number {
  return (draws) => draws.whole(from, to);
}

/** A few, or whatever comes. */
function fewOrAll(draws: Draws): number {
  return draws.pick([1, 1, 2, 3, 5, 8, 1_000, 1_000]);
}

/** Listen keys are asked about every quarter of an hour or so: by then something strikes. */
const REQUESTS: FaultNature = {
  concerns: "requests",
  lengthMs: spread(30 * SECOND, 40 * MINUTE),
  size: fewOrAll,
};

/** The exchange does not say how long it wants silence: each time it says so it is assumed to be twice as long. */
const UNTOLD: FaultNature = {
  concerns: "program",
  lengthMs: spread(10 * SECOND, 5 * MINUTE),
  aftermathMs: () => 20 * MINUTE,
  silences: true,
};

/** What happens to the next handshakes, for as long as that takes. */
const HANDSHAKES: FaultNature = {
  concerns: "stream",
  lengthMs: spread(MINUTE, 10 * MINUTE),
  size: whole(1, 4),
  isBusy: true,
};

/** What happens to the next frames of one socket. */
const FRAMES: FaultNature = {
  concerns: "stream",
  lengthMs: () => MINUTE,
  size: whole(1, 3),
  isBusy: true,
  needsEvents: true,
};

const SOCKET: FaultNature = { concerns: "stream", isBusy: true };
const SOCKETS: FaultNature = { concerns: "stream", size: whole(1, 2), isBusy: true };
const KEYS: FaultNature = { concerns: "account", access: ["listenKey"], isBusy: true };
const OVER_REST: readonly StreamAccess[] = ["listenKey", "listenToken"];

/** The statuses that handshakes are answered with. */
const STATUSES = [400, 403, 404, 418, 429, 500, 502, 503, 504];

/** Every kind. */
export const FAULT_NATURES: Readonly<Record<FaultKind, FaultNature>> = {
  timersLate: { concerns: "machine", lengthMs: spread(SECOND, 2 * HOUR) },
  suspended: { concerns: "machine", lengthMs: spread(3 * SECOND, 5 * HOUR) },
  wallMoved: {
    concerns: "machine",
    // Half of the time somebody sets it right again.
    lengthMs: (draws) => (draws.chance(0.5) ? 0 : Math.round(draws.spread(MINUTE, 2 * HOUR))),
    size: (draws) => draws.pick([-1, 1]) * Math.round(draws.spread(3 * SECOND, HOUR)),
  },
  socketsRefused: { ...HANDSHAKES, lengthMs: spread(SECOND, 10 * MINUTE) },
  socketsRejected: {
    ...HANDSHAKES,
    lengthMs: spread(SECOND, 5 * MINUTE),
    size: (draws) => draws.pick(STATUSES),
    aftermathMs: () => 20 * MINUTE,
    silences: true,
  },
  handshakeHangs: { ...HANDSHAKES, lengthMs: spread(5 * SECOND, 3 * MINUTE) },
  closedBeforeOpen: HANDSHAKES,
  closedBeforeReply: HANDSHAKES,
  closedAfterReply: HANDSHAKES,
  closedBeforeEvent: HANDSHAKES,
  torn: { ...FRAMES, size: whole(1, 2) },
  cut: SOCKET,
  bothCut: { ...SOCKET, concerns: "pair", size: whole(0, 2_000) },
  closed1008: SOCKETS,
  closed1011: SOCKETS,
  closed1012: SOCKETS,
  halfOpen: SOCKET,
  bothHalfOpen: { ...SOCKET, concerns: "pair", size: whole(0, 10_000) },
  bornHalfOpen: { ...HANDSHAKES, size: whole(1, 3) },
  deaf: SOCKETS,
  frameLost: { ...FRAMES, size: () => 1 },
  framesLost: { ...FRAMES, lengthMs: spread(5 * SECOND, 10 * MINUTE), size: () => 1_000_000 },
  framesDoubled: FRAMES,
  frameBroken: FRAMES,
  frameBinary: FRAMES,
  frameHuge: { concerns: "account", isBusy: true, needsEvents: true },
  lagging: { ...SOCKET, lengthMs: spread(5 * SECOND, 5 * MINUTE), size: spread(20, 5_000) },
  shutdown: { ...SOCKET, lengthMs: spread(5 * SECOND, 10 * MINUTE) },
  shutdownAtOnce: { ...SOCKET, size: whole(0, 50) },
  outage: { concerns: "everybody", lengthMs: spread(SECOND, 3 * HOUR), isBusy: true },
  requestLost: REQUESTS,
  replyLost: REQUESTS,
  unanswered: REQUESTS,
  doneUnanswered: REQUESTS,
  reordered: { ...REQUESTS, size: spread(50, 15_000) },
  limited: {
    concerns: "program",
    lengthMs: spread(MINUTE, 30 * MINUTE),
    // In seconds.
    size: spread(5, 1_200),
    aftermathMs: (size) => size * SECOND,
    silences: true,
  },
  limitedUntold: UNTOLD,
  banned: { concerns: "program", lengthMs: spread(2 * MINUTE, HOUR), silences: true },
  bannedUntold: UNTOLD,
  firewall: { ...UNTOLD, access: OVER_REST },
  gone: { ...REQUESTS, size: whole(1, 3), access: OVER_REST },
  backendTimeout: REQUESTS,
  unavailable: REQUESTS,
  unavailableDone: REQUESTS,
  internalError: REQUESTS,
  emptyBody: REQUESTS,
  brokenBody: REQUESTS,
  htmlBody: REQUESTS,
  keyMalformed: REQUESTS,
  unauthorized: REQUESTS,
  badTimestamp: REQUESTS,
  otherKey: { ...KEYS, lengthMs: spread(MINUTE, 30 * MINUTE) },
  expired: KEYS,
  deleted: KEYS,
  recreated: KEYS,
  terminated: { ...KEYS, access: ["listenToken", "subscription"], weight: 3 },
  apiKeyBlocked: { concerns: "program", lengthMs: spread(MINUTE, HOUR) },
  closedAnywhere: {
    concerns: "program",
    lengthMs: spread(100, MINUTE),
    size: (draws) => Math.round(draws.spread(1, 200)) - 1,
    aftermathMs: () => MINUTE,
    isBusy: true,
  },
  restarted: { concerns: "program", lengthMs: spread(1, 10 * MINUTE) },
  killed: { concerns: "machine", lengthMs: spread(10, 5 * MINUTE), isBusy: true },
  revoked: { concerns: "manager", lengthMs: spread(100, MINUTE), size: whole(0, 99), weight: 4 },
  readerHangs: {
    concerns: "reader",
    weight: 2,
    lengthMs: spread(SECOND, 30 * MINUTE),
    isBusy: true,
    needsEvents: true,
  },
};
