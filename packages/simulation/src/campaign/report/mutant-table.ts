import type { SimulationMutant } from "../../mutants/mutants.ts";
import type { MutantTrial } from "../mutant-trial.ts";
import type { Colors } from "../terminal/terminal.ts";
import { grouped, many, plainTable } from "./plain-table.ts";

/** A defect, and what came of looking for it. */
export interface TriedMutant {
  readonly mutant: SimulationMutant;
  readonly trial: MutantTrial;
}

/** A line about a mutant, as soon as it is decided. Pure. */
export function mutantLine({ mutant, trial }: TriedMutant, colors: Colors): string {
  const name = `${mutant.id.padEnd(12)} ${mutant.invariant.padEnd(4)}`;
  const seeds = many(trial.seeds, "seed");
  const others = trial.others.length === 0 ? "" : `, also caught by ${trial.others.join(", ")}`;
  return trial.isCaught
    ? `${colors.green("✓")} ${name} caught within ${seeds}${others}`
    : `${colors.red("✗")} ${name} survived ${seeds}${others}`;
}

/** The table of mutants. Pure. */
export function mutantTable(tried: readonly TriedMutant[]): string {
  return plainTable({
    head: ["mutant", "defect", "named", "seeds", "also caught by"],
    aligns: ["left", "left", "left", "right", "left"],
    rows: tried.map(({ mutant, trial }) => [
      mutant.id,
      mutant.defect,
      mutant.invariant,
      trial.isCaught ? trial.seeds : "survived",
      trial.others.join(" "),
    ]),
  });
}

/** What all of it came to. Pure. */
export function mutantsConclusion(
  result: {
    readonly tried: readonly TriedMutant[];
    /** How many days were lived without a defect. */
    readonly days: number;
    /** How many of those failed. */
    readonly failures: number;
    readonly isInterrupted: boolean;
  },
  colors: Colors,
): string {
  const { tried, days, failures, isInterrupted } = result;
  if (isInterrupted) return colors.yellow("Interrupted.");
  const survivors = tried.filter(({ trial }) => !trial.isCaught).map(({ mutant }) => mutant.id);
  return [
    survivors.length === 0
      ? colors.green(`${many(tried.length, "defect")} caught by the invariant named beforehand.`)
      : colors.red(
          `${grouped(survivors.length)} of ${grouped(tried.length)} survived: ${survivors.join(", ")}.`,
        ),
    failures === 0
      ? colors.green(
          `The code without a defect kept every promise on the same ${many(days, "seed")}.`,
        )
      : colors.red(
          `The code without a defect failed on ${grouped(failures)} of the same ${many(days, "seed")}.`,
        ),
  ].join("\n");
}
