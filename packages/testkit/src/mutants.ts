// The defects that tests and the simulation must catch, and how they are made.
export { keyMutants } from "./mutants/key-mutants.ts";
export type { Change, Mutant } from "./mutants/mutant.ts";
export { changing } from "./mutants/mutated-package.ts";
export { streamMutants } from "./mutants/stream-mutants.ts";
