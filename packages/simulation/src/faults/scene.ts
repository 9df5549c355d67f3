import type { SimulatedSocket } from "@listenkey/simulator";
import type { FaultPlan } from "../plan/day-plan.ts";
import type { Draws } from "../random/draws.ts";
import type { World, WorldAccount, WorldProgram } from "../run/world.ts";
import type { Operator } from "./operator.ts";

/** Where and to whom a fault happens. */
export interface Scene {
  readonly world: World;
  readonly plan: FaultPlan;
  /** Chances that are this fault's own. */
  readonly draws: Draws;
  /** Until when it may go on, in epoch milliseconds of the exchange's clock. */
  readonly until: number;
  /** Who closes programs and opens them again. */
  readonly operator: Operator;
  /** Outages that are not over. */
  readonly outages: Set<FaultPlan>;
}

/** What a fault does. */
export interface Effect {
  /** How often it has struck so far. */
  readonly struck: number;
  /** Whether it has struck as often as it was to; undefined where only its time ends it. */
  readonly isOver: boolean | undefined;
  /** Ends it, because its time is up. */
  end(): void;
}

/** Lets something go wrong. @returns What it does; absent if it found nothing to strike. */
export type Deed = (scene: Scene) => Effect | undefined;

/** What is over as soon as it has begun. Absent if it struck nothing. */
export function atOnce(struck: number): Effect | undefined {
  return struck === 0 ? undefined : { struck, isOver: true, end: () => undefined };
}

/** What strikes as it begins, and lasts. Absent if it struck nothing. */
export function lasting(struck: number, end: () => void = () => undefined): Effect | undefined {
  return struck === 0 ? undefined : { struck, isOver: undefined, end };
}

/** The programs that a fault concerns: one, those of a machine, those of an account, or all. */
export function programsOf({ world, plan: { who } }: Scene): readonly WorldProgram[] {
  return world.programs.filter(
    ({ plan, machine }) =>
      who === "" || who === plan.name || who === machine || who === plan.account,
  );
}

/** The streams among {@link programsOf}. */
export function streamsOf(scene: Scene): readonly WorldProgram[] {
  return programsOf(scene).filter(({ plan }) => plan.kind === "stream");
}

/** The accounts that a fault concerns. */
export function accountsOf(scene: Scene): readonly WorldAccount[] {
  const concerned = new Set(programsOf(scene).map(({ account }) => account));
  return scene.world.accounts.filter((account) => concerned.has(account));
}

/** The open sockets of the streams that a fault concerns, each once: streams may share them. */
export function socketsOf(scene: Scene): readonly SimulatedSocket[] {
  return [...new Set(streamsOf(scene).flatMap(({ sockets }) => sockets))];
}

/** One of {@link socketsOf}, or as many as the fault's size says. */
export function someSockets(scene: Scene, count = 1): readonly SimulatedSocket[] {
  const sockets = [...socketsOf(scene)];
  if (count >= sockets.length) return sockets;
  return sockets.length === 0 ? [] : [scene.draws.pick(sockets)];
}
