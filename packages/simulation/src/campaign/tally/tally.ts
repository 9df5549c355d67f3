import type { InvariantId } from "../../validators/validator.ts";
import type { Charge, Outcome } from "../days/outcome.ts";
import { Counts } from "./counts.ts";
import { PlanCensus, type KnownDraws } from "./plan-census.ts";

/** What a campaign has come to so far. */
export class Tally {
  /** Days that came to their ends, and those that did not; a day that was lived twice counts once. */
  days = 0;
  /** The length of all of them, in milliseconds. */
  simulatedMs = 0;
  /** Events that exchanges produced. */
  produced = 0;
  /** Events that programs were given. */
  delivered = 0;
  /** Gaps that programs were given. */
  gaps = 0;
  /** Days that are charged with something. */
  failures = 0;
  /** What validators have looked at. */
  readonly checks = new Counts<InvariantId>();
  /** What struck, by the names that days give. */
  readonly struck = new Counts();
  /** What the plans had. */
  readonly census: PlanCensus;
  readonly #charged = new Map<Charge, number[]>();

  constructor(known: KnownDraws) {
    this.census = new PlanCensus(known);
  }

  add({ plan, result, charges, wasRepeated }: Outcome): void {
    this.days += 1;
    this.census.add(plan);
    for (const charge of charges.keys()) this.#charge(charge, plan.seed);
    if (charges.size > 0) this.failures += 1;
    if (result === undefined) return;
    this.simulatedMs += plan.lengthMs;
    this.produced += result.produced;
    this.delivered += result.delivered;
    this.gaps += result.gaps;
    this.checks.addAll(result.checks);
    if (wasRepeated) this.checks.add("I16");
    this.struck.addAll(result.struck);
  }

  /** The seeds of days that are charged with it, the lowest first. */
  seedsOf(charge: Charge): readonly number[] {
    return [...(this.#charged.get(charge) ?? [])].sort((one, other) => one - other);
  }

  #charge(charge: Charge, seed: number): void {
    const seeds = this.#charged.get(charge);
    if (seeds === undefined) this.#charged.set(charge, [seed]);
    else seeds.push(seed);
  }
}
