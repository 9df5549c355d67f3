import type { DayPlan } from "../../plan/day-plan.ts";
import { begunLater, endedAfter, lengthBetween } from "./shorter-days.ts";
import { isLivable, type Variation } from "./variation.ts";
import {
  withoutDialect,
  withoutFaults,
  withoutOthers,
  withoutTraits,
  withoutWeather,
} from "./variations.ts";

/** What came of making a plan shorter. */
export interface Shrunk {
  /** The simplest plan that still fails. */
  readonly plan: DayPlan;
  /** How many plans were tried. */
  readonly tries: number;
}

/** How often the length of a day is halved in one round. */
const HALVINGS = 6;

/**
 * Looks for a simpler plan that still fails: by delta debugging of its faults, weather, dialect, accounts, machines,
 * programs and traits, and of the length of its day. The same plan and answers bring the same search.
 *
 * @param fails Whether a plan still fails in the same way.
 * @param budget How many plans may be tried.
 */
export async function shrink(
  plan: DayPlan,
  fails: (plan: DayPlan) => Promise<boolean>,
  budget: number,
): Promise<Shrunk> {
  const search = new Search(plan, fails, budget);
  const lists = [withoutFaults, withoutWeather, withoutDialect, withoutOthers, withoutTraits];
  for (let before: DayPlan | undefined; before !== search.plan;) {
    before = search.plan;
    await search.shorten();
    for (const list of lists) await search.apply(list(search.plan));
    await search.hasten();
  }
  return { plan: search.plan, tries: search.tries };
}

/** A search for the simplest plan that fails. */
class Search {
  tries = 0;
  /** The simplest so far. */
  plan: DayPlan;
  readonly #fails: (plan: DayPlan) => Promise<boolean>;
  readonly #budget: number;
  readonly #tried = new Set<string>();

  constructor(plan: DayPlan, fails: (plan: DayPlan) => Promise<boolean>, budget: number) {
    this.plan = plan;
    this.#fails = fails;
    this.#budget = budget;
    this.#tried.add(JSON.stringify(plan));
  }

  /** Applies as many of the variations as the failure allows: all, then halves, and so on down to single ones. */
  async apply(variations: readonly Variation[]): Promise<void> {
    let rest = variations;
    for (let size = rest.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      const refused: Variation[] = [];
      for (let start = 0; start < rest.length; start += size) {
        const some = rest.slice(start, start + size);
        const simpler = some.reduce((plan, variation) => variation(plan), this.plan);
        if (!(await this.#take(simpler))) refused.push(...some);
      }
      rest = refused;
    }
  }

  /** Looks for the shortest length of the day, as far as halving finds it. */
  async shorten(): Promise<void> {
    let tooShort = 0;
    for (let round = 0; round < HALVINGS; round += 1) {
      const length = lengthBetween(tooShort, this.plan.lengthMs);
      if (length === undefined) return;
      if (!(await this.#take(endedAfter(this.plan, length)))) tooShort = length;
    }
  }

  /** Lets the faults begin earlier. */
  async hasten(): Promise<void> {
    const [first] = this.plan.faults;
    if (first === undefined) return;
    for (const share of [0.9, 0.5]) {
      const byMs = Math.floor((first.atMs * share) / 60_000) * 60_000;
      if (byMs > 0 && (await this.#take(begunLater(this.plan, byMs)))) return;
    }
  }

  /** Tries a plan, unless it was tried before or the budget is used up, and keeps it if it fails. */
  async #take(plan: DayPlan): Promise<boolean> {
    const text = JSON.stringify(plan);
    if (this.tries >= this.#budget || this.#tried.has(text) || !isLivable(plan)) return false;
    this.#tried.add(text);
    this.tries += 1;
    if (!(await this.#fails(plan))) return false;
    this.plan = plan;
    return true;
  }
}
