import type { World, WorldProgram } from "../run/world.ts";

/** How often somebody looks after the programs, in milliseconds. */
const LOOK_MS = 60_000;

/**
 * Whoever runs the programs: closes them, opens them again, and once a minute opens what has failed. Programs that are
 * told to do something do it when their machine is awake.
 */
export class Operator {
  readonly #world: World;
  /** Programs that are to stay closed until a time of the timeline. */
  readonly #closedUntil = new Map<WorldProgram, number>();
  /** Programs that were found closed the last time. */
  #down: ReadonlySet<WorldProgram> = new Set();
  #isAtWork = true;

  constructor(world: World) {
    this.#world = world;
    this.#look();
  }

  /** Does nothing any more. */
  end(): void {
    this.#isAtWork = false;
  }

  /** Opens a program again after so many milliseconds. */
  openIn(program: WorldProgram, ms: number): void {
    const { timeline } = this.#world;
    this.#closedUntil.set(program, timeline.now + ms);
    timeline.in(ms, () => this.#open(program));
  }

  /** Closes a program, and opens it again after so many milliseconds, whether or not it has closed by then. */
  restart(program: WorldProgram, ms: number): void {
    this.tell(program, () => void program.close());
    this.openIn(program, ms);
  }

  /** Lets a program do something, when its machine is awake. */
  tell(program: WorldProgram, act: () => void): void {
    if (this.#isAtWork) this.#world.machine(program.machine)?.takeIn(act);
  }

  #open(program: WorldProgram): void {
    this.tell(program, () => {
      if (this.#isAtWork) program.open();
    });
  }

  #look(): void {
    this.#world.timeline.in(LOOK_MS, () => {
      if (!this.#isAtWork) return;
      const found = this.#world.programs.filter((program) => this.#isDown(program));
      for (const program of found) if (this.#down.has(program)) this.#open(program);
      this.#down = new Set(found);
      this.#look();
    });
  }

  #isDown(program: WorldProgram): boolean {
    const { now } = this.#world.timeline;
    const shouldRun =
      now > program.plan.startsAtMs && now > (this.#closedUntil.get(program) ?? -Infinity);
    const isAwake = this.#world.machine(program.machine)?.isAwake === true;
    return shouldRun && isAwake && !program.isOpen;
  }
}
