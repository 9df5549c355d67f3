import type { DayFault } from "../faults/fault-schedule.ts";
import type { DayFacts, StreamFacts } from "../judge/day-facts.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import { streamFacts } from "../judge/stream-facts.ts";
import type { Stage } from "../stage.ts";

/** How the day went. */
export interface DayResult {
  readonly seed: number;
  /** Whether it was ended before its time. */
  readonly isInterrupted: boolean;
  /** When it began, in epoch milliseconds of the exchange's clock. */
  readonly startsAt: number;
  /** When it ended, in epoch milliseconds of the exchange's clock. */
  readonly endedAt: number;
  /** How long it took in real time, in milliseconds. */
  readonly realMs: number;
  readonly products: readonly ProductResult[];
  /** What the judge was given. */
  readonly facts: DayFacts;
  readonly judgement: Judgement;
}

/** How the day went for one product. */
interface ProductResult {
  readonly name: string;
  /** Events that the exchange produced while the stream was live or should have been. */
  readonly produced: number;
  /** Events that the stream delivered. */
  readonly delivered: number;
  /** Events that it did not deliver, inside a gap. */
  readonly inGaps: number;
  /** Events that it did not deliver, and no gap says so. */
  readonly lost: number;
  /** Events that it delivered once more. */
  readonly duplicated: number;
  /** Events that it delivered after later ones without saying so. */
  readonly outOfOrder: number;
  /** Events that it delivered after later ones, and said so. */
  readonly late: number;
  readonly gaps: number;
  /** Sockets that were replaced before they were closed. */
  readonly rotations: number;
  /** Sockets that were opened again after they had ended. */
  readonly reconnects: number;
}

/** What can be said of the day from the outside. */
export interface DayCircumstances extends Pick<
  DayResult,
  "seed" | "isInterrupted" | "startsAt" | "realMs"
> {
  readonly faults: readonly DayFault[];
}

/** Counts and judges the day as it stands. */
export function dayResult(
  { exchange, products, log }: Stage,
  { faults, ...circumstances }: DayCircumstances,
): DayResult {
  const { isInterrupted } = circumstances;
  const endedAt = exchange.now();
  const { requests, limits } = log;
  const streams = products.map((day) => streamFacts(day, log, { at: endedAt, isInterrupted }));
  const facts: DayFacts = { streams, faults, requests, limits, isInterrupted };
  return {
    ...circumstances,
    endedAt,
    facts,
    judgement: judge(facts),
    products: streams.map(productResult),
  };
}

/** A stream that was never live has nothing to count. */
const NOTHING: Omit<ProductResult, "name" | "rotations" | "reconnects"> = {
  produced: 0,
  delivered: 0,
  inGaps: 0,
  lost: 0,
  duplicated: 0,
  outOfOrder: 0,
  late: 0,
  gaps: 0,
};

function productResult({ name, audit, rotations, reconnects }: StreamFacts): ProductResult {
  if (audit === undefined) return { name, ...NOTHING, rotations, reconnects };
  const { produced, delivered, inGaps, lost, twice, outOfOrder, late, gaps } = audit;
  const counts = { produced, delivered, inGaps, lost, duplicated: twice, outOfOrder, late };
  return { name, ...counts, gaps: gaps.length, rotations, reconnects };
}
