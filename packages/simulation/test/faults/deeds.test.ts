import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../src/faults/fault-kinds.ts";
import type { FaultPlan } from "../../src/plan/day-plan.ts";
import type { WayName } from "../../src/plan/ways.ts";
import { FAULT_AT, lived, MINUTE, SECOND, type Lived } from "./lived-day.fixture.ts";

/** What a day has that met a fault. */
type Mark = (day: Lived) => boolean;

/** A kind of fault, what it leaves behind, and what is planned beside the usual. */
interface Case {
  readonly mark: Mark;
  readonly way?: WayName;
  readonly sockets?: 1 | 2;
  readonly fault?: Partial<FaultPlan>;
}

function closedBy(code: number, reason?: string): Mark {
  return (day) =>
    day
      .of("socketClosed")
      .some(
        (one) =>
          one.at >= day.faultAt &&
          one.by === "exchange" &&
          one.code === code &&
          (reason === undefined || one.reason === reason),
      );
}

function cutBoth(day: Lived): boolean {
  const cut = day.of("socketClosed").filter(({ reason }) => reason === "cut");
  return cut.length === 2 && (cut[1]?.at ?? 0) - (cut[0]?.at ?? 0) === 1_500;
}

/** A socket that ended so soon after it had opened, in milliseconds. */
function endedWithin(ms: number): Mark {
  return (day) =>
    day
      .of("socketOpened")
      .some(({ socket, at }) =>
        day
          .of("socketClosed")
          .some((end) => end.socket === socket && end.by === "exchange" && end.at - at <= ms),
      );
}

function requested(fault: string, status?: number, code?: number): Mark {
  return (day) =>
    [...day.of("request"), ...day.of("wsRequest")].some(
      (one) =>
        one.fault === fault &&
        one.at >= day.faultAt &&
        (status === undefined || one.status === status) &&
        (code === undefined || one.code === code),
    );
}

function refused(fault: string, status?: number): Mark {
  return (day) =>
    day.of("socketRefused").some((one) => one.fault === fault && one.status === status);
}

function frozen(count: number): Mark {
  return (day) => day.of("socketFrozen").length === count;
}

function told(text: string): Mark {
  return (day) => day.lines.some((line) => line.includes(text));
}

/** No line of the timeline came from a program in that minute. */
function silentFor(from: number, to: number): Mark {
  return (day) => {
    const inside = [...day.streams, ...day.managers].flatMap(({ words }) =>
      words.filter(({ at }) => at > day.startedAt + from && at < day.startedAt + to),
    );
    const asked = [...day.of("request")].filter(
      ({ at }) => at > day.startedAt + from + SECOND && at < day.startedAt + to,
    );
    return inside.length + asked.length === 0;
  };
}

/** A renewal that a program heard of so long after it had been done, in milliseconds. */
function answeredLate(ms: number): Mark {
  return (day) =>
    day.managers.some(({ words }) =>
      words
        .filter(({ name }) => name === "renewed")
        .some(({ at }) => {
          const asked = day.of("request").filter((one) => one.account === "alice" && one.at <= at);
          return at - (asked.at(-1)?.at ?? at) > ms;
        }),
    );
}

/** An event that a program was given so long after the exchange had produced it, in milliseconds. */
function arrivedLate(ms: number): Mark {
  return (day) =>
    day.streams.some(({ items, times }) =>
      items.some((item, index) => {
        const at = times[index] ?? 0;
        return at >= day.faultAt && "time" in item && at - (item.time ?? at) >= ms;
      }),
    );
}

/** A session of a program that was closed or killed, and another one after it. */
function startedAgain(program: "streams" | "managers"): Mark {
  return (day) => {
    const [first, second] = day[program];
    return (
      first !== undefined &&
      second !== undefined &&
      second.openedAt >= day.faultAt &&
      (first.closeCalledAt ?? first.killedAt ?? Infinity) <= second.openedAt
    );
  };
}

/** Events were produced while the reader hung, and it took none of them. */
function nothingTaken({ index, streams, faultAt }: Lived): boolean {
  const isAmid = (at: number): boolean => at > faultAt + 2 * SECOND && at < faultAt + 50 * SECOND;
  const produced = index.produced({ account: "alice", product: "umfutures" });
  return produced.some(({ at }) => isAmid(at)) && streams.every(({ times }) => !times.some(isAmid));
}

const CASES: Readonly<Record<FaultKind, Case>> = {
  timersLate: {
    mark: silentFor(FAULT_AT, FAULT_AT + 40 * MINUTE),
    fault: { lengthMs: 40 * MINUTE },
  },
  suspended: {
    mark: silentFor(FAULT_AT, FAULT_AT + 40 * MINUTE),
    fault: { lengthMs: 40 * MINUTE },
  },
  wallMoved: {
    // Whoever finds that time has leapt asks whether the key still lives.
    mark: (day) =>
      day.of("request").some(({ at }) => at >= day.faultAt && at < day.faultAt + 30 * SECOND),
    fault: { size: 50 * MINUTE, lengthMs: 0 },
  },
  socketsRefused: { mark: refused("refuse") },
  socketsRejected: { mark: refused("reject", 503), fault: { size: 503 } },
  handshakeHangs: { mark: refused("hang") },
  closedBeforeOpen: { mark: refused("refuse") },
  closedBeforeReply: { mark: requested("close"), way: "spot by signature" },
  closedAfterReply: { mark: requested("close", 200), way: "margin-cross by token" },
  closedBeforeEvent: { mark: endedWithin(30 * SECOND) },
  torn: { mark: closedBy(1006, "torn") },
  cut: { mark: closedBy(1006, "cut") },
  bothCut: { mark: cutBoth, fault: { size: 1_500 } },
  closed1008: { mark: closedBy(1008) },
  closed1011: { mark: closedBy(1011) },
  closed1012: { mark: closedBy(1012) },
  halfOpen: { mark: frozen(1) },
  bothHalfOpen: { mark: frozen(2), fault: { size: 3_000 } },
  bornHalfOpen: { mark: frozen(1) },
  deaf: {
    // Whoever hears no answer gives the socket up.
    mark: (day) =>
      day
        .of("socketClosed")
        .some(({ at, by }) => by === "client" && at > day.faultAt && at < day.faultAt + MINUTE),
  },
  frameLost: { mark: told("feedReplaced") },
  framesLost: { mark: told("feedReplaced"), fault: { size: 1_000_000 } },
  framesDoubled: { mark: told("feedReplaced") },
  frameBroken: { mark: told("frameRejected") },
  frameBinary: { mark: told("frameRejected (reason=binary") },
  frameHuge: {
    mark: (day) => day.streams.some(({ items }) => items.some((item) => sizeOf(item) > 1_000_000)),
  },
  lagging: { mark: arrivedLate(2 * SECOND), sockets: 1, fault: { size: 2_000 } },
  shutdown: { mark: told("rotated (lane=0, reason=shutdown") },
  shutdownAtOnce: { mark: closedBy(1006, "shutdown"), fault: { size: 20 } },
  outage: {
    mark: (day) =>
      day.of("wentDown")[0]?.at === day.faultAt &&
      day.of("cameBack")[0]?.at === day.faultAt + MINUTE,
  },
  requestLost: { mark: requested("lostRequest") },
  replyLost: { mark: requested("lostReply") },
  unanswered: { mark: requested("hang") },
  doneUnanswered: {
    mark: (day) => day.of("request").some((one) => one.fate === "hung" && one.did),
  },
  reordered: { mark: answeredLate(4 * SECOND), fault: { size: 5_000 } },
  limited: { mark: requested("reply", 429), fault: { lengthMs: 30 * MINUTE, size: 60 } },
  limitedUntold: { mark: requested("reply", 429), fault: { lengthMs: 30 * MINUTE } },
  banned: { mark: requested("reply", 418), fault: { lengthMs: 30 * MINUTE } },
  bannedUntold: { mark: requested("reply", 418), fault: { lengthMs: 30 * MINUTE } },
  firewall: { mark: requested("reply", 403), fault: { lengthMs: 30 * MINUTE } },
  gone: { mark: requested("reply", 410) },
  backendTimeout: { mark: requested("reply", 408) },
  unavailable: { mark: requested("reply", 503) },
  unavailableDone: {
    mark: (day) => day.of("request").some(({ status, did }) => status === 503 && did !== undefined),
  },
  internalError: { mark: requested("reply", 500) },
  emptyBody: { mark: requested("garble") },
  brokenBody: { mark: requested("garble") },
  htmlBody: { mark: requested("garble") },
  keyMalformed: { mark: requested("reply", 400, -2014) },
  unauthorized: { mark: requested("reply", 401, -2015) },
  badTimestamp: { mark: requested("reply", 400, -1021), way: "spot by signature" },
  otherKey: { mark: requested("rotateKey") },
  expired: { mark: (day) => day.of("keyExpired").some(({ by }) => by === "hand") },
  deleted: { mark: (day) => day.of("keyRevoked").some(({ by }) => by === "hand") },
  recreated: { mark: (day) => day.of("keyCreated").some(({ by }) => by === "hand") },
  terminated: {
    mark: (day) => day.of("unsubscribed").some(({ by }) => by === "hand"),
    way: "margin-isolated by token",
  },
  apiKeyBlocked: {
    mark: (day) =>
      day.of("request").some(({ code, fault }) => code === -2015 && fault === undefined),
    fault: { lengthMs: 40 * MINUTE },
  },
  closedAnywhere: { mark: startedAgain("streams"), fault: { size: 3 } },
  restarted: { mark: startedAgain("streams") },
  killed: {
    mark: (day) =>
      startedAgain("streams")(day) &&
      startedAgain("managers")(day) &&
      day.streams[0]?.killedAt === day.faultAt,
  },
  revoked: {
    mark: (day) => day.managers[0]?.revocation !== undefined && startedAgain("managers")(day),
  },
  readerHangs: { mark: nothingTaken },
};

function sizeOf(item: object): number {
  return "raw" in item ? String(item.raw).length : 0;
}

describe.each(Object.entries(CASES))(
  "%s",
  (kind, { mark, way = "umfutures", sockets = 2, fault = {} }) => {
    test("happens at its time, is over in time, and is got over", async () => {
      const plan = { kind: kind as FaultKind, ...fault };
      const day = await lived({ way, sockets, faults: [plan] });
      const [{ beganAt, endedAt, struck } = { beganAt: 0, endedAt: 0, struck: 0 }] = day.faults;
      expect(mark(day)).toBe(true);
      expect({ beganAt, struck: struck > 0 }).toEqual({ beganAt: day.faultAt, struck: true });
      expect(endedAt).toBeGreaterThanOrEqual(day.faultAt);
      expect(endedAt).toBeLessThanOrEqual(day.faultAt + 40 * MINUTE);
      expect(day.counts[kind]).toBe(struck);
      expect(day.streams.at(-1)?.stats.liveSockets).toBe(sockets);
      expect(day.streams.at(-1)?.closeCalledAt).toBe(day.endedAt);
    });
  },
);
