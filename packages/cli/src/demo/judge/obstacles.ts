import type { KeyRecord, LogRecord } from "@listenkey/simulator";
import type { Span } from "../clock/span.ts";
import { BOUNDS, pauseAfter } from "./bounds.ts";
import type { DayFacts, JudgedProduct } from "./day-facts.ts";
import type { Trouble } from "./incident.ts";
import { isFailure, isRequestOf } from "./key-requests.ts";
import { silencesOf } from "./silences.ts";

/** What keeps a client from recovering: it is excused until that is over, and for some time after. */
export interface Obstacle extends Span {
  readonly graceMs: number;
}

/** Everything that stood in a product's way during the day, by time. */
export function obstaclesOf(facts: DayFacts, product: JudgedProduct): readonly Obstacle[] {
  return [
    ...outages(facts),
    ...facts.slow.map((span) => ({ ...span, graceMs: BOUNDS.backOffMs })),
    ...silencesOf(facts)
      .filter((silence) => silence.holds(product))
      .map(({ from, until }) => ({ from, until, graceMs: BOUNDS.releaseMs })),
    ...failures(facts, product),
    ...silentEnds(facts, product),
  ].toSorted((one, other) => one.from - other.from);
}

/** Until when a trouble has to be over, in epoch milliseconds. One obstacle may lead to the next. */
export function deadlineOf(
  { beganAt, boundMs }: Pick<Trouble, "beganAt" | "boundMs">,
  obstacles: readonly Obstacle[],
): number {
  let deadline = beganAt + boundMs;
  for (const { from, until, graceMs } of obstacles) {
    if (until >= beganAt && from <= deadline) deadline = Math.max(deadline, until + graceMs);
  }
  return deadline;
}

function outages({ records, until: end }: DayFacts): readonly Obstacle[] {
  return records.flatMap((record, index) => {
    if (record.kind !== "wentDown") return [];
    const back = records.slice(index).find(({ kind }) => kind === "cameBack");
    return [{ from: record.at, until: back?.at ?? end, graceMs: BOUNDS.backOffMs }];
  });
}

function failures({ records }: DayFacts, { name }: JudgedProduct): readonly Obstacle[] {
  return records
    .filter(isRequestOf(name))
    .filter(isFailure)
    .map((request) => ({ from: request.at, until: request.at, graceMs: pauseAfter(request) }));
}

/** A key that another client deleted: nobody is told, so it is found out at the next renewal. */
function silentEnds({ records }: DayFacts, { name }: JudgedProduct): readonly Obstacle[] {
  return records.filter(isSilentEndOf(name)).map(({ at }) => ({
    from: at,
    until: at,
    graceMs: BOUNDS.silentEndMs,
  }));
}

function isSilentEndOf(account: string): (record: LogRecord) => record is KeyRecord {
  return (record): record is KeyRecord =>
    record.kind === "keyRevoked" && record.account === account && record.by === "hand";
}
