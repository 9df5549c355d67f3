import type { Random } from "@listenkey/core";
import type { Exchange, SimulatedAccount, SimulatedSocket } from "@listenkey/simulator";
import type { Machine } from "../machine/machine.ts";
import type { AccountPlan, DayPlan, ProgramPlan } from "../plan/day-plan.ts";
import type { Way } from "../plan/ways.ts";
import type { Timeline } from "../time/timeline.ts";

/** Everything that takes part in a day, as faults see it. */
export interface World {
  readonly plan: DayPlan;
  readonly timeline: Timeline;
  readonly exchange: Exchange;
  /** Where what happens during the day takes its chances from. */
  readonly random: Random;
  /** The accounts, in the order of the plan. */
  readonly accounts: readonly WorldAccount[];
  /** The programs, in the order of the plan. */
  readonly programs: readonly WorldProgram[];
  /** The machines that run at present, in the order of the plan. */
  readonly machines: readonly Machine[];
  /** Kills a machine's process: its programs are gone without a word, and their sockets are closed. */
  kill(machine: string): void;
  /** The machine of a name, as it runs at present. */
  machine(name: string): Machine | undefined;
  /** Tells the timeline of the day that somebody, e.g. `fault`, did something. */
  tell(who: string, what: () => string): void;
}

/** An account of the day. */
export interface WorldAccount {
  readonly plan: AccountPlan;
  readonly way: Way;
  readonly account: SimulatedAccount;
  /** Lets something happen to its orders. */
  trade(): void;
  /** Lets it have one event that no other is like. */
  emit(): void;
}

/** A program of the day. */
export interface WorldProgram {
  readonly plan: ProgramPlan;
  readonly account: WorldAccount;
  readonly machine: string;
  /** Whether it has a session that is neither closed nor failed. */
  readonly isOpen: boolean;
  /** The open sockets of its egress that hear its account, and those it shares; the oldest first. */
  readonly sockets: readonly SimulatedSocket[];
  /** Opens a session; nothing if it has one. */
  open(): void;
  /** Closes its session. Resolves when that has. Nothing if it has none. */
  close(): Promise<void>;
  /** Managers: calls `revoke()` in place of `close()`, and closes where that is refused. */
  revoke(): Promise<void>;
  /** Iterators: takes nothing for a while. */
  hang(ms: number): void;
}
