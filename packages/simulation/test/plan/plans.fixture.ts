import type { DayPlan, FaultPlan, ProgramPlan, StreamPlan } from "../../src/plan/day-plan.ts";
import { planDay } from "../../src/plan/plan-day.ts";
import { WAYS, type Way } from "../../src/plan/ways.ts";

/** The days of the first seeds. */
export const plans: readonly DayPlan[] = Array.from({ length: 2_000 }, (_, seed) =>
  planDay(seed, { hours: 24 }),
);

/** Those that are no crowd's. */
export const days: readonly DayPlan[] = plans.filter(({ accounts }) => accounts.length <= 2);

/** Everything that runs on a day. */
export function programsOf({ machines }: DayPlan): readonly ProgramPlan[] {
  return machines.flatMap(({ programs }) => programs);
}

/** Every stream of a day. */
export function streamsOf(plan: DayPlan): readonly StreamPlan[] {
  return programsOf(plan).filter((program) => program.kind === "stream");
}

/** The way of a program's account. */
export function wayOf({ accounts }: DayPlan, { account }: ProgramPlan): Way {
  return WAYS[accounts.find(({ id }) => id === account)?.way ?? "umfutures"];
}

/** The ways of those whom a fault concerns. */
export function waysOf(plan: DayPlan, { who }: FaultPlan): readonly Way[] {
  return plan.machines.flatMap(({ name, programs }) =>
    programs
      .filter((one) => ["", name, one.name, one.account].includes(who))
      .map((one) => wayOf(plan, one)),
  );
}

/** How often each of some items is there. */
export function counted<Item>(items: readonly Item[]): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
