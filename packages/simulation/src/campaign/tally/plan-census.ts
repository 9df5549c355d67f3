import type { FaultKind } from "../../faults/fault-kinds.ts";
import type { DayPlan, Weather } from "../../plan/day-plan.ts";
import { WAY_NAMES, type WayName } from "../../plan/ways.ts";
import { Counts } from "./counts.ts";

/** Every kind of weather. */
const WEATHER: readonly (keyof Weather)[] = [
  "lostRequests",
  "lostReplies",
  "refusedSockets",
  "lostFrames",
];

/** As days call it when they count what struck. */
function weatherName(name: keyof Weather): string {
  return `weather:${name}`;
}

/** Counts what plans have: how often each thing was drawn. */
export class PlanCensus {
  /** Faults, one by one. */
  readonly faults: Counts<FaultKind>;
  /** Days with a kind of weather, e.g. `weather:lostFrames`. */
  readonly weather = new Counts(WEATHER.map(weatherName));
  /** Days with an entry of their dialect that is not as by default. */
  readonly dialects: Counts;
  /** Accounts on each way to a stream. */
  readonly ways = new Counts<WayName>(WAY_NAMES);

  constructor(known: KnownDraws) {
    this.faults = new Counts(known.faults);
    this.dialects = new Counts(known.dialects);
  }

  add({ faults, weather, dialect, accounts }: DayPlan): void {
    for (const { kind } of faults) this.faults.add(kind);
    for (const name of WEATHER) if (weather[name] > 0) this.weather.add(weatherName(name));
    for (const [entry, value] of Object.entries(dialect)) {
      this.dialects.add(dialectName(entry, value));
    }
    for (const { way } of accounts) this.ways.add(way);
  }
}

/** What can be drawn at all: what is listed even if it never was. */
export interface KnownDraws {
  readonly faults: readonly FaultKind[];
  /** As {@link dialectName} names them. */
  readonly dialects: readonly string[];
}

/** How an entry of a dialect that is not as by default is called in tables, e.g. `secondSocket: evicts`. */
export function dialectName(entry: string, value: string | number | boolean): string {
  return `${entry}: ${value}`;
}
