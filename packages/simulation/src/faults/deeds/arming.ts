import type { ArmedFault, Fault, FaultMatch } from "@listenkey/simulator";
import { socketsOf, someSockets, streamsOf, type Effect, type Scene } from "../scene.ts";

/** What is to strike, and what it does. */
export interface Trap {
  readonly match: FaultMatch;
  readonly fault: Fault;
  /** How likely it strikes each time. Defaults to 1. */
  readonly probability?: number;
}

/** Arms some traps until the fault's time is up; each strikes so many times, or as often as it can. */
export function armed(scene: Scene, traps: readonly Trap[], times?: number): Effect {
  return new ArmedEffect(scene, traps, times);
}

class ArmedEffect implements Effect {
  readonly #armed: readonly ArmedFault[];
  readonly #times: number | undefined;

  constructor({ world, until }: Scene, traps: readonly Trap[], times: number | undefined) {
    const limit = times === undefined ? {} : { times };
    this.#times = times;
    this.#armed = traps.map(({ match, fault, probability = 1 }) =>
      world.exchange.faults.always(match, fault, { ...limit, until, probability }),
    );
  }

  get struck(): number {
    return this.#armed.reduce((sum, { struck }) => sum + struck, 0);
  }

  get isOver(): boolean | undefined {
    const times = this.#times;
    return times === undefined ? undefined : this.#armed.every(({ struck }) => struck >= times);
  }

  end(): void {
    for (const one of this.#armed) one.lift();
  }
}

/** Matches everything that leaves by the ways out of the streams that a fault concerns. */
export function byEgress(scene: Scene): readonly FaultMatch[] {
  const clients = new Set(streamsOf(scene).map(({ plan }) => plan.egress));
  return [...clients].map((client) => ({ client }));
}

/** Cuts one socket or all of them, so that others are dialled. */
export function makeDial(scene: Scene): void {
  const cutsAll = scene.draws.chance(0.4);
  for (const socket of cutsAll ? socketsOf(scene) : someSockets(scene)) socket.cut();
}
