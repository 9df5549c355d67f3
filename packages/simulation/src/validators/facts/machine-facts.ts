import type { FaultKind } from "../../faults/fault-kinds.ts";
import type { FaultPlan, MachinePlan } from "../../plan/day-plan.ts";
import type { Evidence, Occurrence } from "../../run/evidence.ts";
import { Spans } from "./spans.ts";

/** A time at which somebody has set a wall clock. */
interface WallJump {
  readonly at: number;
  /** By how much, in milliseconds; forward if it is positive. */
  readonly ms: number;
}

/** What happened to a machine. */
export interface MachineFacts {
  readonly plan: MachinePlan;
  /** When nothing ran on it. */
  readonly sleeps: Spans;
  readonly jumps: readonly WallJump[];
  /** When its process was killed. */
  readonly kills: readonly number[];
}

/** What happened to each machine, by its name. */
export function machineFacts({ plan, faults }: Evidence): ReadonlyMap<string, MachineFacts> {
  return new Map(
    plan.machines.map((machine) => [
      machine.name,
      factsOf(machine, occurrencesOf(machine, faults)),
    ]),
  );
}

/** Whether a fault concerned a machine: by its own name, or by that of something on it. */
export function concerns({ plan: { who } }: Occurrence, machine: MachinePlan): boolean {
  if (who === "" || who === machine.name) return true;
  return machine.programs.some(
    ({ name, account, egress }) => who === name || who === account || who === egress,
  );
}

function occurrencesOf(machine: MachinePlan, faults: readonly Occurrence[]): readonly Struck[] {
  return faults.flatMap((fault) => {
    const { beganAt, endedAt, plan } = fault;
    if (beganAt === undefined || !concerns(fault, machine)) return [];
    return [{ plan, from: beganAt, to: endedAt }];
  });
}

interface Struck {
  readonly plan: FaultPlan;
  readonly from: number;
  readonly to: number;
}

function factsOf(plan: MachinePlan, struck: readonly Struck[]): MachineFacts {
  const of = (...kinds: readonly FaultKind[]): readonly Struck[] =>
    struck.filter((one) => kinds.includes(one.plan.kind));
  return {
    plan,
    sleeps: new Spans(of("timersLate", "suspended")),
    jumps: of("wallMoved").flatMap(jumpsOf),
    kills: of("killed").map(({ from }) => from),
  };
}

/** Where it lasts for a while, somebody sets the clock right again. */
function jumpsOf({ plan: { size, lengthMs }, from, to }: Struck): readonly WallJump[] {
  const there = { at: from, ms: size };
  return lengthMs > 0 ? [there, { at: to, ms: -size }] : [there];
}
