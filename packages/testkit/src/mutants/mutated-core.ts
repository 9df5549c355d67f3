import type { Core } from "../promises/world.ts";
import type { Change } from "./mutant.ts";
import { mutatedPackage } from "./mutated-package.ts";

/** Core with some of its sources changed; without changes it is core itself. */
export function mutatedCore(changes: readonly Change[]): Promise<Core> {
  return mutatedPackage("core/src/index.ts", changes);
}
