import type { DayPlan } from "../../plan/day-plan.ts";

/**
 * Something that makes a plan simpler. Variations of one list go together in any order, and each is harmless where
 * another one has taken away what it is about.
 */
export type Variation = (plan: DayPlan) => DayPlan;

/** Whether a plan has a day to live: somebody who reads an account. */
export function isLivable({ machines, accounts, lengthMs }: DayPlan): boolean {
  const readers = machines.flatMap(({ programs }) => programs);
  return readers.length > 0 && accounts.length > 0 && lengthMs > 0;
}

/** The plan without what belongs to nobody: programs without an account, idle machines, faults that concern nobody. */
export function tidied(plan: DayPlan): DayPlan {
  const ids = new Set(plan.accounts.map(({ id }) => id));
  const machines = plan.machines
    .map((machine) => ({
      ...machine,
      programs: machine.programs.filter(({ account }) => ids.has(account)),
    }))
    .filter(({ programs }) => programs.length > 0);
  const names = new Set(["", ...ids]);
  for (const { name, programs } of machines) {
    names.add(name);
    for (const program of programs) names.add(program.name);
  }
  const faults = plan.faults.filter(({ who }) => names.has(who));
  return { ...plan, machines, faults };
}
