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

/** A defect of streams. One case of its promise is tried on it, on one way, since all of them would take too long. */
export interface StreamMutant extends Mutant {
  /** How the title of the case begins. */
  readonly title: string;
  /** The name of the way. */
  readonly way: string;
  /** A part of what the case says then: what is broken altogether would be caught, too, but with other words. */
  readonly complaint: string;
}

/** A piece of source, found once, and what stands there instead. */
export interface Change {
  /** Path inside `packages`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
