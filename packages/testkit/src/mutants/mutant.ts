/** A real defect of other clients, made in our own code by changing its text: no trace of it is in what we publish. */
export interface Mutant {
  /** As in the project's list. */
  readonly id: string;
  /** What is wrong. */
  readonly defect: string;
  /** The promise or invariant that has to catch it, named beforehand. */
  readonly caughtBy: string;
  readonly changes: readonly Change[];
}

/** A piece of source, found once, and what stands there instead. */
export interface Change {
  /** Path inside core's sources. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
