import type { Clock } from "@listenkey/core";
import type { SimulationMutant } from "../../mutants/mutants.ts";
import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayRunner } from "../days/day-runner.ts";
import type { Titles } from "../report/words.ts";
import type { KnownDraws } from "../tally/plan-census.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What a command runs in: the world outside, and what is simulated. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Ends the command before its time. */
  readonly signal: AbortSignal;
  /** Where real time comes from. */
  readonly clock: Clock;
  readonly files: Files;
  /** How many days can be lived at a time on this machine. */
  readonly cores: number;
  /** The commit that is checked out. */
  commit(): Promise<string>;
  /** Draws a seed that nobody knows beforehand. */
  freshSeed(): number;
  /** Draws a plan. */
  planOf(seed: number, hours: number): DayPlan;
  /** Makes something that lives days; with a defect in the code if one is given. */
  openRunner(options: RunnerOptions): Promise<DayRunner>;
  /** Every defect that there is. */
  readonly mutants: readonly SimulationMutant[];
  /** What each invariant asks. */
  readonly titles: Titles;
  /** What plans can have. */
  readonly draws: KnownDraws;
}

/** What a runner is opened with. */
export interface RunnerOptions {
  readonly lanes: number;
  readonly mutant: SimulationMutant | undefined;
  /** Whether days may take as long as they like. */
  readonly isUnlimited?: boolean;
}

/** The files that a command reads and writes; paths are relative to the folder of the repository. */
export interface Files {
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Keeps a plan that fails. @returns Its path. */
  keepPlan(name: string, text: string): Promise<string>;
}
