import type { DayPlan } from "../plan/day-plan.ts";
import type { Charge } from "./days/outcome.ts";

/** A plan in a file: what shrinking has found, and what regressions are kept as. */
export interface KeptPlan {
  /** What it was charged with when it was found. */
  readonly violated: readonly Charge[];
  /** What was found, in a line. */
  readonly note: string;
  readonly plan: DayPlan;
}

/** The text of a file. */
export function keptPlanText(kept: KeptPlan): string {
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

/** Reads the text of a file; a bare plan will do. @throws If it holds no plan. */
export function readKeptPlan(text: string): KeptPlan {
  const content = parsed(text);
  if (isPlan(content)) return { violated: [], note: "", plan: content };
  const { violated = [], note = "", plan } = content as Partial<KeptPlan>;
  if (!isPlan(plan)) throw new Error("it holds no plan of a day");
  return { violated, note, plan };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Error("it is no JSON");
  }
}

/** Plans are written by this command: it is enough to know one from something else. */
function isPlan(value: unknown): value is DayPlan {
  if (typeof value !== "object" || value === null) return false;
  const { seed, lengthMs, weather, dialect, ...lists } = value as Partial<DayPlan>;
  return (
    typeof seed === "number" &&
    typeof lengthMs === "number" &&
    typeof weather === "object" &&
    typeof dialect === "object" &&
    [lists.accounts, lists.machines, lists.faults].every((list) => Array.isArray(list))
  );
}
