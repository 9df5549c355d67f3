import { FaultSchedule } from "../faults/schedule.ts";
import type { DayPlan } from "../plan/day-plan.ts";
import { Timeline } from "../time/timeline.ts";
import { DayWorld } from "./day-world.ts";
import type { Evidence } from "./evidence.ts";
import { guarded } from "./guarded.ts";
import type { DayOptions } from "./run-day.ts";

/** A day that was lived, and has not been judged. */
export interface LivedDay {
  readonly evidence: Evidence;
  readonly fingerprint: string;
  /** How often each kind of fault struck. */
  readonly counts: Readonly<Record<string, number>>;
}

/** How long closing may take: what is under way is awaited, and a question on a socket may go unanswered. */
const CLOSING_MS = 60_000;

/** How long nothing may happen after everything is closed. */
const SILENCE_MS = 3_600_000;

/** Lives a day in one task of the event loop. */
export function liveDay(plan: DayPlan, { libraries, trace }: DayOptions): Promise<LivedDay> {
  return guarded(async (uncaught) => {
    const timeline = new Timeline();
    const world = new DayWorld({ plan, timeline, libraries, trace, uncaught });
    const startedAt = world.exchange.now();
    const schedule = new FaultSchedule(world);
    for (const program of world.programs) {
      timeline.at(program.plan.startsAtMs, () => program.open());
    }
    await timeline.run(plan.lengthMs);
    const endedAt = world.exchange.now();
    const occurrences = schedule.end();
    // Every session shall have an end of its own, so that what happens at the end is judged, too.
    for (const program of world.programs) void program.close();
    await timeline.run(plan.lengthMs + CLOSING_MS);
    const before = world.departures();
    await timeline.run(plan.lengthMs + CLOSING_MS + SILENCE_MS);
    const machines = world.remains(before);
    world.end(machines);
    return {
      evidence: {
        plan,
        startedAt,
        endedAt,
        index: world.index,
        records: world.records.kept,
        faults: occurrences,
        streams: world.programs.flatMap(({ streams }) => streams),
        managers: world.programs.flatMap(({ managers }) => managers),
        machines,
        secrets: world.secrets,
        givenUp: world.givenUp,
        uncaught,
      },
      fingerprint: world.records.fingerprint.value,
      counts: schedule.counts(),
    };
  });
}
