import type { Clock } from "../seams/clock.ts";

/** Each call of an account costs this many milliseconds of its time ... */
const CALL_COSTS_MS = 10_000;

/** ... and it may run up this much debt: six calls at once, then six a minute, so never over twelve in a minute. */
const LARGEST_DEBT_MS = 50_000;

/** How many calls an account may make. It outlives the owners of its keys: many managers make no more calls than one. */
export class CallBudget {
  readonly #clock: Clock;
  /** Until when the calls made are paid for, in monotonic milliseconds. */
  #paidUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether all calls made are paid for, so that it may be forgotten. */
  get isClear(): boolean {
    return this.#paidUntil <= this.#clock.monotonic();
  }

  /** In how many milliseconds the account can afford another call; 0 or less for now. */
  get overdraft(): number {
    return this.#paidUntil - LARGEST_DEBT_MS - this.#clock.monotonic();
  }

  /** A call is being sent. */
  spend(): void {
    this.#paidUntil = Math.max(this.#paidUntil, this.#clock.monotonic()) + CALL_COSTS_MS;
  }
}

/** How many budgets are kept before the clear ones are looked for. */
const FIRST_SWEEP = 64;

/** The budgets of accounts whose keys are nobody's at the moment, until they are clear. */
export class KeptBudgets {
  readonly #budgets = new Map<unknown, CallBudget>();
  #sweepAt = FIRST_SWEEP;

  /** The budget of an account, as it was left, or a new one. */
  take(account: unknown, clock: Clock): CallBudget {
    const kept = this.#budgets.get(account);
    this.#budgets.delete(account);
    return kept ?? new CallBudget(clock);
  }

  /** Keeps the budget of an account that has no owner at the moment. */
  keep(account: unknown, budget: CallBudget): void {
    if (budget.isClear) return;
    this.#budgets.set(account, budget);
    if (this.#budgets.size < this.#sweepAt) return;
    for (const [other, { isClear }] of this.#budgets) if (isClear) this.#budgets.delete(other);
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * this.#budgets.size);
  }
}
