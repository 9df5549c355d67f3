import type { AuditedGap, Finding, StreamAudit } from "@listenkey/simulator";
import type { FaultKind } from "../faults/fault-kinds.ts";
import type { DayFault } from "../faults/fault-schedule.ts";
import type { DayFacts, StreamFacts } from "./day-facts.ts";
import type { AskedRecord } from "./day-log.ts";

/** Midnight of the hand-made day, in epoch milliseconds. */
const MIDNIGHT: number = Date.UTC(2026, 10, 23);

/** A time of the hand-made day, in minutes. */
export function minute(count: number): number {
  return MIDNIGHT + count * 60_000;
}

/** The audit of a stream that was given everything. */
export function audit(more: Partial<StreamAudit> = {}): StreamAudit {
  return {
    produced: 100,
    delivered: 100,
    lost: 0,
    inGaps: 0,
    untold: 0,
    twice: 0,
    foreign: 0,
    outOfOrder: 0,
    late: 0,
    seqHoles: 0,
    gaps: [gap(10, 35)],
    trades: { due: 50, delivered: 50 },
    checks: 500,
    findings: [],
    ...more,
  };
}

/** A gap between two minutes of the day. */
export function gap(from: number, to: number, cause = "connection"): AuditedGap {
  const span = { from: minute(from), to: minute(to) };
  const widthMs = span.to - span.from;
  return { seq: 1, cause, ...span, widthMs, excessMs: 0, isJustified: true };
}

/** Something that the audit has found. */
export function finding(kind: Finding["kind"]): Finding {
  return { kind, message: "something" };
}

/** A stream that was live to the end. */
export function stream(name: string, more: Partial<StreamFacts> = {}): StreamFacts {
  return { name, state: "live", audit: audit(), rotations: 0, reconnects: 0, ...more };
}

/** A fault that struck at a minute of the day. */
export function fault(kind: FaultKind, at: number, more: Partial<DayFault> = {}): DayFault {
  const beganAt = minute(at);
  const endedAt = kind === "outage" ? minute(at + 25) : beganAt;
  return { kind, atMs: at * 60_000, times: 1, struck: 1, beganAt, endedAt, ...more };
}

/** A day of one stream that kept every promise: an outage, and a socket that was cut. */
export function facts(more: Partial<DayFacts> = {}): DayFacts {
  return {
    streams: [stream("umfutures")],
    faults: [fault("outage", 10), fault("cut", 60, { product: "umfutures" })],
    requests: [request(5)],
    limits: [],
    isInterrupted: false,
    ...more,
  };
}

/** What requests of both kinds have in common, at a minute of the day. */
function asked(at: number) {
  return {
    at: minute(at),
    ip: "192.0.2.1",
    client: "umfutures",
    account: "umfutures",
    host: "fapi.binance.com",
    fate: "answered",
  } as const;
}

/** A request over REST at a minute of the day. */
export function request(at: number): AskedRecord {
  return { ...asked(at), kind: "request", method: "PUT", path: "/fapi/v1/listenKey" };
}

/** A request on the WebSocket API at a minute of the day. */
export function wsRequest(at: number): AskedRecord {
  const method = "userDataStream.subscribe.signature";
  return { ...asked(at), kind: "wsRequest", socket: 1, method };
}
