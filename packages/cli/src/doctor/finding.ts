/**
 * What a check came to: all is `well`; something is `wrong`, and there is a remedy; a disputed question is answered
 * (`told`), whichever way; or nobody can say yet (`undecided`).
 */
export type Verdict = "well" | "wrong" | "told" | "undecided";

/** What one check has found. It holds no secret. */
export interface Finding {
  /** The product's name. */
  readonly product: string;
  /** What was checked, e.g. `clock` or `two sockets`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What was found, in a sentence without a full stop. */
  readonly says: string;
  /** What to do about it; for what is undecided, how to have it decided. */
  readonly remedy?: string;
}

/** A finding, told by a check of one product. */
export type Told = Omit<Finding, "product">;
