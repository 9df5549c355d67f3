import { timeOfDay } from "../trace/time-words.ts";
import type { Verdict, Violation } from "./validator.ts";

/** How many violations of one kind a verdict holds: more say nothing new. */
const KEPT = 50;

/** Whom a check concerns, and when it was. */
export interface Concerned {
  /** A program, a machine or an account, by its name. */
  readonly who: string;
  /** In epoch milliseconds of the exchange's clock. */
  readonly at?: number;
}

/** Counts what a validator looks at, and keeps what it finds. */
export class Tally {
  readonly #startedAt: number;
  readonly #violations: Violation[] = [];
  #checks = 0;
  #excused = 0;

  /** @param startedAt When the day began. */
  constructor({ startedAt }: { readonly startedAt: number }) {
    this.#startedAt = startedAt;
  }

  /** One thing was looked at, and should be so. */
  check(isSo: boolean, concerned: Concerned, message: () => string): void {
    this.#checks += 1;
    if (isSo || this.#violations.length >= KEPT) return;
    this.#violations.push({ ...concerned, message: message() });
  }

  /** So many things were looked at, and are so. */
  pass(count: number): void {
    this.#checks += count;
  }

  /** So many things nobody can be blamed for: they are no checks. */
  excuse(count: number): void {
    this.#excused += count;
  }

  /** A time as people write it: `hh:mm:ss.mmm` of the day. */
  readonly time = (at: number): string => {
    const sinceStart = at - this.#startedAt;
    return sinceStart < 0 ? `-${timeOfDay(-sinceStart)}` : timeOfDay(sinceStart);
  };

  get verdict(): Verdict {
    return { checks: this.#checks, violations: this.#violations, excused: this.#excused };
  }
}
