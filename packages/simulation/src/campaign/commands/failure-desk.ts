import type { DayPlan } from "../../plan/day-plan.ts";
import { Stopped, type DayRunner } from "../days/day-runner.ts";
import { outcomeOf, outcomeOfTwo, type Charge, type Outcome } from "../days/outcome.ts";
import { keptPlanText } from "../kept-plan.ts";
import { failureText, shrunkText, type FailureStyle } from "../report/failure-text.ts";
import { shrink } from "../shrinking/shrink.ts";
import type { Screen } from "../terminal/terminal.ts";
import type { Files } from "./command-context.ts";
import { replayCommands, seedsCommand, traceCommand, type Flags } from "./flags.ts";

/** How many failures are told at length; of the others, the seed and the charges. */
const MOST_TOLD = 10;

/** What is done with failures. */
export interface DeskOptions {
  readonly runner: DayRunner;
  readonly screen: Screen;
  readonly files: Files;
  readonly style: FailureStyle;
  readonly flags: Pick<Flags, "hours" | "mutant" | "shrink">;
}

/**
 * Tells of days that failed, and makes the first of each kind shorter: one at a time, beside the days that are still
 * to be lived.
 */
export class FailureDesk {
  readonly #options: DeskOptions;
  readonly #shrunk = new Set<Charge>();
  #taken = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Takes a day that failed. */
  take(outcome: Outcome): void {
    this.#taken += 1;
    this.#tell(outcome);
    const [charge] = outcome.charges.keys();
    const { shrink: budget } = this.#options.flags;
    if (charge === undefined || outcome.hung || budget === 0 || this.#shrunk.has(charge)) return;
    this.#shrunk.add(charge);
    this.#work = this.#work.then(() => this.#shrink(outcome, charge));
  }

  /** Resolves when everything that was begun is done. */
  async settled(): Promise<void> {
    await this.#work;
  }

  #tell(outcome: Outcome): void {
    const { screen, style, flags } = this.#options;
    const { seed } = outcome.plan;
    if (this.#taken > MOST_TOLD) {
      const charges = [...outcome.charges.keys()].join(", ");
      return screen.print(`${style.colors.red(`✗ seed ${seed}`)} ${charges}`);
    }
    const repeat = seedsCommand({ from: seed, seeds: 1 }, flags);
    const watch = traceCommand(seed, flags);
    screen.print(`${failureText(outcome, { repeat, watch }, style)}\n`);
  }

  async #shrink({ plan: from, charges }: Outcome, charge: Charge): Promise<void> {
    const { flags, files, screen, style } = this.#options;
    const { plan, tries } = await shrink(from, (each) => this.#fails(each, charge), flags.shrink);
    const note = charges.get(charge)?.[0]?.message ?? "";
    const name = `seed-${from.seed}-${charge}.json`;
    const path = await files.keepPlan(name, keptPlanText({ violated: [charge], note, plan }));
    const commands = replayCommands(path, flags);
    screen.print(`${shrunkText({ plan, tries, charge, from }, commands, style)}\n`);
  }

  /** Whether a plan is charged with the same. Nothing is, once no more days are lived: then the search is over. */
  async #fails(plan: DayPlan, charge: Charge): Promise<boolean> {
    try {
      const live = charge === "I16" ? outcomeOfTwo : outcomeOf;
      return (await live(plan, this.#options.runner)).charges.has(charge);
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    }
  }
}
