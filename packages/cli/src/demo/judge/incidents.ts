import type { DayFacts, JudgedProduct } from "./day-facts.ts";
import { failedRenewalsOf } from "./failed-renewals.ts";
import { hearingTroublesOf } from "./hearing.ts";
import type { Incident } from "./incident.ts";
import { deadlineOf, obstaclesOf } from "./obstacles.ts";

/** Everything that went wrong for a product: renewals that failed, and times in which no socket could hear. */
export function incidentsOf(facts: DayFacts, product: JudgedProduct): readonly Incident[] {
  const { name } = product;
  const obstacles = obstaclesOf(facts, product);
  const troubles = [
    ...failedRenewalsOf(facts.records, name),
    ...hearingTroublesOf(facts.records, name),
  ];
  return troubles
    .toSorted((one, other) => one.beganAt - other.beganAt)
    .map((trouble) => ({ ...trouble, product: name, deadline: deadlineOf(trouble, obstacles) }));
}
