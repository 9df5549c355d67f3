import { deliveryMutants } from "./delivery-mutants.ts";
import { lifelineMutants } from "./lifeline-mutants.ts";
import type { StreamMutant } from "./mutant.ts";
import { socketMutants } from "./socket-mutants.ts";

/** The defects that concern streams. */
export const streamMutants: readonly StreamMutant[] = [
  ...lifelineMutants,
  ...socketMutants,
  ...deliveryMutants,
];
