import type { DayPlan } from "../../plan/day-plan.ts";
import { spanOf } from "../../trace/time-words.ts";
import type { InvariantId, Validator } from "../../validators/validator.ts";
import type { Charge } from "../days/outcome.ts";
import { grouped, many } from "./plain-table.ts";

/** What each invariant asks, in a line. */
export type Titles = ReadonlyMap<InvariantId, string>;

/** What is asked of campaigns beside what validators ask of days. */
const I16 = "the same seed brings the same day, to the byte";

/** The titles of validators, and of what campaigns look at themselves. */
export function titlesOf(validators: readonly Pick<Validator, "id" | "title">[]): Titles {
  const titles = new Map<InvariantId, string>();
  for (const { id, title } of validators) if (!titles.has(id)) titles.set(id, title);
  titles.set("I16", titles.get("I16") ?? I16);
  return titles;
}

/** A charge with what it means, e.g. `I2 nothing twice`. */
export function chargeInWords(charge: Charge, titles: Titles): string {
  if (charge === "day") return "the day did not come to its end";
  return `${charge} ${titles.get(charge) ?? ""}`.trimEnd();
}

/** A plan in a line: how much there is of everything. */
export function planInWords({ lengthMs, accounts, machines, faults }: DayPlan): string {
  const programs = machines.flatMap((machine) => machine.programs);
  return [
    spanOf(lengthMs),
    many(accounts.length, "account"),
    many(machines.length, "machine"),
    many(programs.length, "program"),
    many(faults.length, "fault"),
  ].join(", ");
}

/** How fast something goes, e.g. `0.93`, `12.4`, `1,204`. */
export function rate(value: number): string {
  if (value >= 100) return grouped(value);
  return value.toFixed(value >= 10 ? 1 : 2);
}
