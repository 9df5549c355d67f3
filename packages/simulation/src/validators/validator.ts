import type { Evidence } from "../run/evidence.ts";

/** An invariant or promise of the project's list that days are judged by. */
export type InvariantId =
  | "I1"
  | "I2"
  | "I3"
  | "I5"
  | "I8"
  | "I9"
  | "I10"
  | "I11"
  | "I12"
  | "I14"
  | "I15"
  | "I16"
  | "I17"
  | "P3"
  | "P5"
  | "P6"
  | "P16";

/** Judges days by one invariant. Pure. */
export interface Validator {
  readonly id: InvariantId;
  /** What it asks, in a line. */
  readonly title: string;
  /** Judges a day. It throws nothing. */
  judge(evidence: Evidence): Verdict;
}

/** What a validator found. */
export interface Verdict {
  /** How many things were looked at; over a whole campaign zero is a failure. */
  readonly checks: number;
  readonly violations: readonly Violation[];
  /** How many things were excused, because nobody can be blamed for them; they are no checks. */
  readonly excused?: number;
}

/** Something that must not be. */
export interface Violation {
  /** Whose: a program, a machine or an account, by its name. */
  readonly who: string;
  /** What was found, for people, with times as `hh:mm:ss.mmm` of the day. It holds no secret. */
  readonly message: string;
  /** When, in epoch milliseconds of the exchange's clock, if it has a time. */
  readonly at?: number;
}
