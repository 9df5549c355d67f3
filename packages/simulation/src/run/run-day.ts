import type { LibraryMaker } from "../machine/library-maker.ts";
import type { DayPlan } from "../plan/day-plan.ts";
import { WAYS } from "../plan/ways.ts";
import type { Trace } from "../trace/trace.ts";
import type { InvariantId, Violation } from "../validators/validator.ts";
import { validators } from "../validators/validators.ts";
import type { Evidence } from "./evidence.ts";
import { liveDay } from "./live-day.ts";

/** What a day is lived with. */
export interface DayOptions {
  /** The code that the programs use. */
  readonly libraries: LibraryMaker;
  /** Hears everything that happens. */
  readonly trace?: Trace;
}

/** What became of a day. Plain data, so that it can pass between processes. */
export interface DayResult {
  readonly plan: DayPlan;
  /** How many things each validator looked at. */
  readonly checks: Readonly<Partial<Record<InvariantId, number>>>;
  /** What must not be, by the invariant that it violates: the first ten of each. Empty if every promise was kept. */
  readonly violations: Readonly<Partial<Record<InvariantId, readonly Violation[]>>>;
  /** How often each kind of fault struck, odd events and weather included. */
  readonly struck: Readonly<Record<string, number>>;
  /** Events that the exchange produced. */
  readonly produced: number;
  /** Events that programs were given. */
  readonly delivered: number;
  /** Gaps that programs were given. */
  readonly gaps: number;
  /** A hash over everything that happened: the same for the same plan, or the day was not deterministic. */
  readonly fingerprint: string;
}

/** Lives a day, and judges it. @throws Nothing that a program did; only what the simulation itself cannot get over. */
export async function runDay(plan: DayPlan, options: DayOptions): Promise<DayResult> {
  const { evidence, fingerprint, counts } = await liveDay(plan, options);
  const checks: Partial<Record<InvariantId, number>> = {};
  const violations: Partial<Record<InvariantId, readonly Violation[]>> = {};
  for (const validator of validators) {
    const { id } = validator;
    const verdict = validator.judge(evidence);
    checks[id] = (checks[id] ?? 0) + verdict.checks;
    if (verdict.violations.length > 0) violations[id] = verdict.violations.slice(0, TOLD);
  }
  return { plan, checks, violations, struck: counts, fingerprint, ...sumsOf(evidence) };
}

/** How many violations of an invariant are told. */
const TOLD = 10;

function sumsOf({ streams, index, plan }: Evidence): {
  readonly produced: number;
  readonly delivered: number;
  readonly gaps: number;
} {
  const items = streams.flatMap((session) => session.items);
  const gaps = items.filter(({ type }) => type === "gap").length;
  const produced = plan.accounts.reduce(
    (sum, { id, way }) =>
      sum + index.produced({ account: id, product: WAYS[way].exchangeId }).length,
    0,
  );
  return { produced, delivered: items.length - gaps, gaps };
}
