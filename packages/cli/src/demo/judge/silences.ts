import type { BannedRecord, LogRecord, RequestRecord } from "@listenkey/simulator";
import type { Span } from "../clock/span.ts";
import type { DayFacts, JudgedProduct } from "./day-facts.ts";
import { isLimited } from "./key-requests.ts";

/** A time in which the exchange wanted no requests. */
export interface Silence extends Span {
  /** The rate-limit pool it concerns. */
  readonly pool: string;
  /** Whether a product has to keep it. */
  readonly holds: (product: JudgedProduct) => boolean;
}

/** Every silence of the day. */
export function silencesOf(facts: DayFacts): readonly Silence[] {
  return facts.records.flatMap((record) => silenceFrom(record, facts) ?? []);
}

/** The exchange writes its own limits down; those that a fault has made up are only in the answer. */
function silenceFrom(record: LogRecord, facts: DayFacts): Silence | undefined {
  if (record.kind === "banned" || record.kind === "limited") return imposed(record, facts);
  const isMadeUp = record.kind === "request" && isLimited(record) && record.fault !== undefined;
  return isMadeUp ? asked(record, facts) : undefined;
}

/** The client hears of it with the next answer. */
function imposed({ pool, who, at, until }: BannedRecord, { records }: DayFacts): Silence {
  const heard = records.find(
    (record) => record.kind === "request" && record.at >= at && isLimited(record),
  );
  return {
    pool,
    from: heard?.at ?? until,
    until,
    holds: ({ name, pool: own }) => own.id === pool && (own.scope === "ip" || name === who),
  };
}

function asked(request: RequestRecord, { products, slow }: DayFacts): Silence | undefined {
  const who = products.find(({ name }) => name === request.account);
  if (who === undefined) return undefined;
  // An answer that was long on the wire was heard late.
  const late = slow.find(({ from, until }) => from <= request.at && request.at <= until);
  return {
    pool: who.pool.id,
    from: late?.until ?? request.at,
    until: request.at + who.quietMs,
    holds: ({ name, pool }) =>
      pool.id === who.pool.id && (pool.scope === "ip" || name === who.name),
  };
}
