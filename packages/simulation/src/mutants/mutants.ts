import { keyMutants, streamMutants, type Mutant } from "@listenkey/testkit/mutants";
import type { InvariantId } from "../validators/validator.ts";

/** A defect that days must show. */
export interface SimulationMutant extends Pick<Mutant, "id" | "defect" | "changes"> {
  /** The invariant that has to catch it, named beforehand. */
  readonly invariant: InvariantId;
}

/** Which invariant has to catch which defect. */
const NAMED: Readonly<Record<string, InvariantId>> = {
  M4: "P3",
  "M4 (shared)": "P3",
  M6: "I9",
  M7: "I10",
  "M7 (token)": "I10",
  M8: "P3",
  M9: "I8",
  M10: "I14",
  "M10 (ended)": "I14",
  M11: "I11",
  M12: "P5",
  M14: "I12",
  "M14 (later)": "I12",
  M15: "I10",
  M16: "P16",
  M17: "I8",
  M18: "I8",
  M19: "I15",
  M20: "I11",
  M21: "I11",
  M22: "I1",
  M23: "P6",
  "M23 (Gone)": "P6",
  M24: "I2",
  M25: "I8",
  M26: "I9",
  M27: "I1",
  "M27 (key)": "I1",
  M28: "P6",
  M29: "I9",
  M30: "I1",
};

/** Every defect of the project's list, with the invariant that has to catch it. */
export const simulationMutants: readonly SimulationMutant[] = [...keyMutants, ...streamMutants]
  .flatMap(({ id, defect, changes }) => {
    const invariant = NAMED[id];
    return invariant === undefined ? [] : [{ id, defect, changes, invariant }];
  })
  .toSorted((one, other) => numberOf(one) - numberOf(other));

function numberOf({ id }: SimulationMutant): number {
  return Number(/\d+/.exec(id)?.[0]);
}
