import type { Contender, Figures, Section, SectionPlan } from "./measure/section.ts";
import type { Program, ProgramName } from "./measure/program.ts";

/** What rows stand on. */
export interface Ground {
  /** How often each contender is measured. */
  readonly rounds: number;
  /** The folder with what clients of other authors do; absent unless they are wanted. */
  readonly peers: URL | undefined;
  /** Starts a process that is told things, or is to tell more than figures. */
  start(name: ProgramName, order?: object): Program;
  /** Runs a process to its end. @returns What it has measured of itself. */
  figuresOf(name: ProgramName, order: object): Promise<Figures>;
  /** Measures a section in alternation, and says how far it is. */
  measure<Way>(
    plan: SectionPlan<Way>,
    measure: (contender: Contender<Way>) => Promise<Figures>,
  ): Promise<Section>;
}

/** One row of the bench: it measures one thing, and has a table or more. */
export type Row = (ground: Ground) => Promise<readonly Section[]>;
