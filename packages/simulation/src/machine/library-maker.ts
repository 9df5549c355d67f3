import type { Library } from "./library.ts";

/** Makes copies of a library, one for each machine. Copies of machines that have come to a clean end are used again. */
export interface LibraryMaker {
  /** A copy that no other machine has. */
  take(): Library;
  /** Gives a copy back that nothing is left in. */
  giveBack(library: Library): void;
}
