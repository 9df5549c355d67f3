import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayResult } from "../../run/run-day.ts";
import type { TraceLine } from "../../trace/trace.ts";

/** What a worker is started with. */
export interface DayWorkerData {
  /** The code that programs use, see `libraryCode`. */
  readonly code: string;
}

/** A day that a worker shall live. It gets the next one when it has answered. */
export interface DayRequest {
  readonly plan: DayPlan;
  /** Whether somebody wants to see the timeline. */
  readonly isTraced: boolean;
}

/** What a worker says: lines as they come, then one of the others. */
export type DayMessage =
  | { readonly kind: "lines"; readonly lines: readonly TraceLine[] }
  | { readonly kind: "lived"; readonly result: DayResult }
  | { readonly kind: "brokenOff"; readonly message: string };
