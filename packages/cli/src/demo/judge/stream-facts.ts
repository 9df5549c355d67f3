import { auditStream } from "@listenkey/simulator";
import type { StreamDay } from "../client/stream-day.ts";
import type { DayLog } from "./day-log.ts";
import type { StreamFacts } from "./day-facts.ts";

/** When a day ends, and how. */
export interface DayEnd {
  /** In epoch milliseconds of the exchange's clock. */
  readonly at: number;
  /** Whether before its time: what a stream could not know of yet is not held against it then. */
  readonly isInterrupted: boolean;
}

/**
 * How much wider a gap may be than the time in which nothing could be heard, beside what its socket had been silent:
 * the clock that dates it is known to a round trip, and a feed is proved by another one. In milliseconds.
 */
const ALLOWANCE_MS = 1_000;

/** A listen key is confirmed before a third of its hour is over, and a second on either side. */
const KEY_UNPROVEN_MS = 1_202_000;

/** Has a stream's day audited by the exchange's log. */
export function streamFacts(day: StreamDay, log: DayLog, end: DayEnd): StreamFacts {
  const { name, state, member, items, liveAt, provenAt = end.at } = day;
  const { rotations = 0, reconnects = 0 } = day.stats ?? {};
  const facts = { name, state, rotations, reconnects };
  if (liveAt === undefined) return { ...facts, audit: undefined };
  const audit = auditStream(log.index, {
    account: name,
    product: member.exchangeId,
    clients: [name],
    items,
    liveAt,
    closedAt: end.isInterrupted ? Math.min(end.at, provenAt) : end.at,
    bounds: { connection: member.silenceMs + ALLOWANCE_MS, credential: KEY_UNPROVEN_MS },
  });
  return { ...facts, audit };
}
