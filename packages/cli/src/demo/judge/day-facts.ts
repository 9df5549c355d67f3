import type { LogRecord } from "@listenkey/simulator";
import type { PlannedFault } from "../day.ts";
import type { DemoPool } from "../line-up.ts";
import type { Span } from "../clock/span.ts";

/** What the judge is given: what the exchange wrote down, and what it needs to understand that. */
export interface DayFacts {
  /** The exchange's log, whole and in order. */
  readonly records: readonly LogRecord[];
  readonly products: readonly JudgedProduct[];
  /** When the day ended, in epoch milliseconds of the exchange's clock. */
  readonly until: number;
  /** When simulated time went on although something was on the wire, because the machine was slow. */
  readonly slow: readonly Span[];
  /** The faults that must have struck; none if the day was ended before its time. */
  readonly expected: readonly PlannedFault[];
}

/** Who is judged. */
export interface JudgedProduct {
  /** What people call it, and the id of its account on the exchange. */
  readonly name: string;
  /** The rate-limit pool of its requests. */
  readonly pool: DemoPool;
  /** For how long a 429 asks it to be quiet, in milliseconds. */
  readonly quietMs: number;
}
