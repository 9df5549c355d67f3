import type { AccountLoad } from "../messages.ts";
import type { ChaosClient, ChaosDeed, ChaosPhase } from "../plan/chaos-plan.ts";
import type { Span } from "../time/scaled-clock.ts";

/** What was done in a phase, and where the processes have written down what came of it. Times are the exchange's. */
export interface PhaseRecord {
  readonly phase: ChaosPhase;
  readonly seed: number;
  /** When the processes were started. */
  readonly startedAt: number;
  /** When every client was told to close. */
  readonly endedAt: number;
  /** The file with the exchange's log. */
  readonly log: string;
  readonly deeds: readonly DoneDeed[];
  readonly processes: readonly ProcessRecord[];
  readonly load: readonly AccountLoad[];
  /** What the exchange's process knows that nobody may print. */
  readonly secrets: readonly string[];
  /** When the exchange's process could not run. */
  readonly late: readonly Span[];
}

/** Something that was done to a process. */
export interface DoneDeed {
  readonly deed: ChaosDeed;
  readonly beganAt: number;
  readonly endedAt: number;
}

/** One process of a client. */
export interface ProcessRecord {
  readonly client: ChaosClient;
  /** The client's name, and which of its processes it is. */
  readonly name: string;
  readonly notes: string;
  readonly secrets: string;
  /** Whether the director killed it on purpose. */
  readonly isKilled: boolean;
  /** How it ended, in words; absent if it ended by itself, with success, after it was told to close. */
  readonly badEnd: string | undefined;
  /** What it has printed. */
  readonly output: string;
}
