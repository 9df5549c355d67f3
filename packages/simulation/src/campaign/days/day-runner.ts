import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayResult } from "../../run/run-day.ts";
import type { Trace } from "../../trace/trace.ts";

/** Lives days, as many at a time as it has room for. */
export interface DayRunner {
  /** How many days it lives at a time. */
  readonly lanes: number;
  /**
   * Lives a day, when there is room.
   *
   * @throws {@link BrokenOff} if the day did not come to its end, {@link Stopped} if the runner was closed before.
   */
  live(plan: DayPlan, trace?: Trace): Promise<DayResult>;
  /** Ends all days that are being lived, and lives no more. */
  close(): Promise<void>;
}

/** A day did not come to its end: what the simulation could not get over, or what took too long. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
  /** Whether there was no end to it: to try it often would take long. */
  readonly hung: boolean;

  constructor(message: string, { hung = false }: { readonly hung?: boolean } = {}) {
    super(message);
    this.hung = hung;
  }
}

/** Somebody wants no more days. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor() {
    super("no more days are lived");
  }
}
