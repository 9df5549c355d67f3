import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayResult } from "../../run/run-day.ts";
import type { Trace } from "../../trace/trace.ts";
import type { InvariantId, Violation } from "../../validators/validator.ts";
import { BrokenOff, type DayRunner } from "./day-runner.ts";

/** What a day can be charged with: to have violated an invariant, or not to have come to its end (`day`). */
export type Charge = InvariantId | "day";

/** What became of a plan. */
export interface Outcome {
  readonly plan: DayPlan;
  /** Absent if the day did not come to its end. */
  readonly result: DayResult | undefined;
  /** What the day is charged with, and on what grounds: the first ten. Empty if every promise was kept. */
  readonly charges: ReadonlyMap<Charge, readonly Violation[]>;
  /** Whether it had to be broken off because it took too long. */
  readonly hung: boolean;
  /** Whether it was lived twice, to see if it was the same. */
  readonly wasRepeated: boolean;
}

/** Lives a day. @throws `Stopped` if the runner was closed before. */
export async function outcomeOf(plan: DayPlan, runner: DayRunner, trace?: Trace): Promise<Outcome> {
  try {
    const result = await runner.live(plan, trace);
    return { plan, result, charges: chargesOf(result), hung: false, wasRepeated: false };
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    const charges = new Map([["day" as const, [{ who: "day", message: error.message }]]]);
    return { plan, result: undefined, charges, hung: error.hung, wasRepeated: false };
  }
}

/** Lives a day twice: not to be the same the second time is a violation of I16. */
export async function outcomeOfTwo(plan: DayPlan, runner: DayRunner): Promise<Outcome> {
  const first = await outcomeOf(plan, runner);
  if (first.result === undefined) return first;
  const second = await outcomeOf(plan, runner);
  return { ...first, charges: withDifference(first, second), wasRepeated: true };
}

function withDifference(first: Outcome, second: Outcome): Outcome["charges"] {
  const [one, other] = [first, second].map(({ result }) => result?.fingerprint);
  if (one === other) return first.charges;
  const message =
    other === undefined
      ? `lived twice, the second time it did not come to its end: ${messageOf(second)}`
      : `lived twice, it was not the same: its fingerprint was ${one}, then ${other}`;
  const earlier = first.charges.get("I16") ?? [];
  return new Map([...first.charges, ["I16" as const, [...earlier, { who: "day", message }]]]);
}

function messageOf({ charges }: Outcome): string {
  return charges.get("day")?.[0]?.message ?? "";
}

function chargesOf({ violations }: DayResult): Outcome["charges"] {
  const entries = Object.entries(violations) as [InvariantId, readonly Violation[]][];
  return new Map(entries.filter(([, found]) => found.length > 0));
}
