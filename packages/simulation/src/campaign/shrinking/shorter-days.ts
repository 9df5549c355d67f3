import type { DayPlan, ProgramPlan } from "../../plan/day-plan.ts";
import { quietFrom } from "../../plan/quiet-end.ts";
import { tidied } from "./variation.ts";

/** Lengths of days are tried in steps of so much, in milliseconds. */
const STEP_MS = 60_000;

/** A day that ends after so many milliseconds: without what would go wrong, or start, when it should be quiet. */
export function endedAfter(plan: DayPlan, lengthMs: number): DayPlan {
  const quietFromMs = quietFrom(lengthMs);
  const faults = plan.faults.filter((fault) => fault.atMs + fault.lengthMs <= quietFromMs);
  const machines = plan.machines.map((machine) => ({
    ...machine,
    programs: machine.programs.filter(({ startsAtMs }) => startsAtMs < quietFromMs),
  }));
  return tidied({ ...plan, lengthMs, faults, machines });
}

/** A day that leaves so much of its beginning out, but nothing that goes wrong in it. */
export function begunLater(plan: DayPlan, byMs: number): DayPlan {
  const earlier = (program: ProgramPlan): ProgramPlan => ({
    ...program,
    startsAtMs: Math.max(0, program.startsAtMs - byMs),
  });
  const moved: DayPlan = {
    ...plan,
    faults: plan.faults.map((fault) => ({ ...fault, atMs: Math.max(0, fault.atMs - byMs) })),
    machines: plan.machines.map((machine) => ({
      ...machine,
      programs: machine.programs.map(earlier),
    })),
  };
  return endedAfter(moved, plan.lengthMs - byMs);
}

/** A length between two, in whole steps; nothing if there is none. */
export function lengthBetween(shorter: number, longer: number): number | undefined {
  const middle = Math.ceil((shorter + longer) / 2 / STEP_MS) * STEP_MS;
  return middle < longer && middle >= STEP_MS ? middle : undefined;
}
