import type { FaultPlan } from "../plan/day-plan.ts";
import { quietFrom } from "../plan/quiet-end.ts";
import { Draws } from "../random/draws.ts";
import type { Occurrence } from "../run/evidence.ts";
import type { World } from "../run/world.ts";
import { Bursts } from "./bursts.ts";
import { DEEDS } from "./deeds/deeds.ts";
import { FAULT_NATURES } from "./fault-natures.ts";
import { Oddities } from "./oddities.ts";
import { Operator } from "./operator.ts";
import { accountsOf, type Effect, type Scene } from "./scene.ts";
import { WeatherWatch } from "./weather.ts";

/** How often it is asked whether a fault has struck as often as it was to, in milliseconds. */
const LOOK_MS = 5_000;

/** A fault that finds nothing to strike tries again so often, in milliseconds, */
const RETRY_MS = 10_000;

/** and for so long. */
const PATIENCE_MS = 5 * 60_000;

/** Lets a day's faults happen at their times, and all that is odd about it. Everything is armed as it is made. */
export class FaultSchedule {
  readonly #world: World;
  readonly #startedAt: number;
  /** From when on nothing goes wrong, in milliseconds from the beginning of the day. */
  readonly #quietFrom: number;
  readonly #faults: readonly ScheduledFault[];
  readonly #operator: Operator;
  readonly #bursts: Bursts;
  readonly #weather: WeatherWatch;
  readonly #oddities: Oddities;
  readonly #outages = new Set<FaultPlan>();

  constructor(world: World) {
    const { plan, exchange, timeline } = world;
    this.#world = world;
    this.#startedAt = exchange.now();
    this.#quietFrom = quietFrom(plan.lengthMs);
    this.#operator = new Operator(world);
    this.#bursts = new Bursts(world);
    this.#weather = new WeatherWatch(world, this.#startedAt + this.#quietFrom);
    this.#oddities = new Oddities(world, this.#quietFrom);
    this.#faults = plan.faults.map((fault) => ({ plan: fault, state: "planned" }));
    for (const fault of this.#faults) {
      timeline.at(Bursts.leadTo(fault.plan.atMs), () => this.#approach(fault));
      timeline.at(fault.plan.atMs, () => this.#try(fault));
    }
  }

  /** Ends everything: no fault strikes any more, and nobody opens a program. @returns What became of each fault. */
  end(): readonly Occurrence[] {
    for (const fault of this.#faults) if (fault.state === "going on") this.#conclude(fault);
    this.#weather.end();
    this.#operator.end();
    return this.#faults.map((fault) => this.#occurrence(fault));
  }

  /** How often each kind of fault has struck, weather and odd events included. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = { ...this.#weather.counts, ...this.#oddities.counts };
    for (const { plan, effect } of this.#faults) {
      counts[plan.kind] = (counts[plan.kind] ?? 0) + (effect?.struck ?? 0);
    }
    return counts;
  }

  #approach({ plan }: ScheduledFault): void {
    if (FAULT_NATURES[plan.kind].isBusy === true) {
      this.#bursts.begin(accountsOf(this.#scene(plan)), this.#draws(plan, "burst"));
    }
  }

  #try(fault: ScheduledFault): void {
    const { plan } = fault;
    const { timeline } = this.#world;
    const effect = DEEDS[plan.kind](this.#scene(plan));
    if (effect !== undefined) return this.#begin(fault, effect);
    const next = timeline.now + RETRY_MS;
    if (next > Math.min(plan.atMs + PATIENCE_MS, this.#quietFrom)) fault.state = "over";
    else timeline.at(next, () => this.#try(fault));
  }

  #begin(fault: ScheduledFault, effect: Effect): void {
    const { plan } = fault;
    const { timeline } = this.#world;
    Object.assign(fault, { effect, beganAt: this.#now, state: "going on" });
    this.#world.tell("fault", () => words(plan));
    this.#watch(fault, this.#endOf(plan) - timeline.now);
  }

  /** Looks at a fault now and then, until it is over. */
  #watch(fault: ScheduledFault, leftMs: number): void {
    const { effect } = fault;
    if (fault.state !== "going on" || effect === undefined) return;
    if (leftMs <= 0 || effect.isOver) return this.#conclude(fault);
    const pause = effect.isOver === undefined ? leftMs : Math.min(LOOK_MS, leftMs);
    this.#world.timeline.in(pause, () => this.#watch(fault, leftMs - pause));
  }

  #conclude(fault: ScheduledFault): void {
    const { plan, effect } = fault;
    effect?.end();
    Object.assign(fault, { state: "over", endedAt: this.#now });
    if (fault.endedAt !== fault.beganAt) {
      this.#world.tell("fault", () => `${plan.kind} is over, ${effect?.struck ?? 0} struck`);
    }
  }

  #scene(plan: FaultPlan): Scene {
    const { exchange, timeline } = this.#world;
    return {
      world: this.#world,
      plan,
      draws: this.#draws(plan, "deed"),
      until: exchange.now() + (this.#endOf(plan) - timeline.now),
      operator: this.#operator,
      outages: this.#outages,
    };
  }

  /** When the time of a fault is up that begins now, in milliseconds from the beginning of the day. */
  #endOf({ lengthMs }: FaultPlan): number {
    const { now } = this.#world.timeline;
    return Math.max(now, Math.min(now + lengthMs, this.#quietFrom));
  }

  /** Chances that no other fault shares, so that a plan with fewer faults changes nothing about those that are left. */
  #draws({ kind, atMs }: FaultPlan, name: string): Draws {
    return new Draws(this.#world.plan.seed, `${name}/${kind}/${atMs}`);
  }

  get #now(): number {
    return this.#world.exchange.now();
  }

  #occurrence({ plan, beganAt, endedAt, effect }: ScheduledFault): Occurrence {
    return {
      plan,
      beganAt,
      endedAt: endedAt ?? this.#startedAt + plan.atMs,
      struck: effect?.struck ?? 0,
    };
  }
}

interface ScheduledFault {
  readonly plan: FaultPlan;
  state: "planned" | "going on" | "over";
  effect?: Effect;
  beganAt?: number;
  endedAt?: number;
}

function words({ kind, who, lengthMs, size }: FaultPlan): string {
  const length = lengthMs === 0 ? "" : ` for ${(lengthMs / 1_000).toFixed(1)} s`;
  return `${kind} (${size}) on ${who === "" ? "everybody" : who}${length}`;
}
