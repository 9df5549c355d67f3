import { matches, type FaultMatch, type FaultSubject } from "./fault-match.ts";
import type { Fault } from "./fault.ts";

/** When and how often a fault strikes. */
export interface FaultTiming {
  /** How many times at most. Defaults to 1 for `next`, and to no limit otherwise. */
  readonly times?: number;
  /** How likely it strikes each time, from 0 to 1, drawn from the exchange's seed. Defaults to 1. */
  readonly probability?: number;
  /** Not before this time of the exchange's clock, in epoch milliseconds. Defaults to now. */
  readonly from?: number;
  /** No more from this time on, in epoch milliseconds. Defaults to never. */
  readonly until?: number;
}

/** A fault that waits for its chance. */
export interface ArmedFault {
  /** How often it has struck. */
  readonly struck: number;
  /** Takes it back. */
  lift(): void;
}

/** A fault, what it strikes, and how often it still may. */
export class Arming implements ArmedFault {
  readonly fault: Fault;
  readonly #match: FaultMatch;
  readonly #timing: FaultTiming;
  #struck = 0;
  #lifted = false;

  constructor(match: FaultMatch, fault: Fault, timing: FaultTiming) {
    this.fault = fault;
    this.#match = match;
    this.#timing = timing;
  }

  get struck(): number {
    return this.#struck;
  }

  /** Whether it may strike at some time from now on. */
  isAliveAt(now: number): boolean {
    const { times = Infinity, until = Infinity } = this.#timing;
    return !this.#lifted && this.#struck < times && now < until;
  }

  /** Strikes, if the subject matches and chance will have it. */
  strikes(subject: FaultSubject, now: number, chance: (probability: number) => boolean): boolean {
    const { from = -Infinity, probability = 1 } = this.#timing;
    if (now < from || !this.isAliveAt(now) || !matches(this.#match, subject)) return false;
    if (probability < 1 && !chance(probability)) return false;
    this.#struck += 1;
    return true;
  }

  lift(): void {
    this.#lifted = true;
  }
}
