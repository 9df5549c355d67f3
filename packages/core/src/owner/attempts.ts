import type { ListenKeyError } from "../errors.ts";
import type { Clock, Random } from "../seams/clock.ts";
import { LONGEST_BAN_MS } from "../exchange/rate-limit.ts";
import { elapsedSince, instantOf, type Instant } from "../time/instant.ts";
import type { CallBudget } from "./call-budget.ts";
import { retryDelay } from "./schedule.ts";

/** Keeps count of failures, and says how long the next call has to wait for them and for the account's budget. */
export class Attempts {
  /** What the account may still spend; another one where the credentials are replaced. */
  budget: CallBudget;
  readonly #settings: { readonly clock: Clock; readonly random: Random };
  #failures = 0;
  #isUnauthorized = false;
  /** The silence that the latest error has asked for. */
  #silence: { readonly since: Instant; readonly forMs: number } | undefined;

  constructor(settings: { readonly clock: Clock; readonly random: Random }, budget: CallBudget) {
    this.#settings = settings;
    this.budget = budget;
  }

  /** How many attempts in a row have failed. */
  get failures(): number {
    return this.#failures;
  }

  /** For how many more milliseconds an error has asked to be left alone; 0 if none has. */
  get silence(): number {
    if (this.#silence === undefined) return 0;
    return Math.max(
      0,
      this.#silence.forMs - elapsedSince(this.#settings.clock, this.#silence.since),
    );
  }

  /** A call has failed. */
  failed(error: ListenKeyError, isUnauthorized: boolean): void {
    this.#failures += 1;
    this.#isUnauthorized = isUnauthorized;
    this.#silence = undefined;
    if (!("retryAt" in error) || !Number.isFinite(error.retryAt)) return;
    const { clock } = this.#settings;
    const forMs = Math.min(Number(error.retryAt) - clock.now(), LONGEST_BAN_MS);
    this.#silence = { since: instantOf(clock), forMs };
  }

  /** A call has succeeded, or somebody else is asked from now on. */
  succeeded(): void {
    this.restart();
    this.#silence = undefined;
  }

  /** Another kind of call is due: past failures do not count, but a silence is kept. */
  restart(): void {
    this.#failures = 0;
    this.#isUnauthorized = false;
  }

  /** In how many milliseconds the next call may be sent, as far as the account's own past goes. */
  delay(call: "create" | "renew"): number {
    const { random } = this.#settings;
    const facts = { call, failures: this.#failures, isUnauthorized: this.#isUnauthorized };
    return Math.max(this.pause, retryDelay(facts, random));
  }

  /** For how many milliseconds no call may be sent, however urgent: a silence to keep, or too many calls lately. */
  get pause(): number {
    return Math.max(this.silence, this.budget.overdraft);
  }
}
