import type { ListenKeyError } from "../errors.ts";
import type { Clock, Random } from "../seams/clock.ts";
import { retryDelay } from "./schedule.ts";

/** Each call of an account costs this many milliseconds of its time ... */
const CALL_COSTS_MS = 10_000;

/** ... and it may run up this much debt: six calls at once, then six a minute, so never over twelve in a minute. */
const LARGEST_DEBT_MS = 50_000;

/** Keeps count of an account's calls and failures, and says how long the next call has to wait for that. */
export class Attempts {
  readonly #settings: { readonly clock: Clock; readonly random: Random };
  #failures = 0;
  #isUnauthorized = false;
  /** What the latest error has asked for, in epoch milliseconds. */
  #notBefore = 0;
  /** Until when the account's calls are paid for, in monotonic milliseconds. */
  #paidUntil = 0;

  constructor(settings: { readonly clock: Clock; readonly random: Random }) {
    this.#settings = settings;
  }

  /** How many attempts in a row have failed. */
  get failures(): number {
    return this.#failures;
  }

  /** When an error has asked to be left alone until, in epoch milliseconds; in the past if none has. */
  get notBefore(): number {
    return this.#notBefore;
  }

  /** A call is being sent. */
  sent(): void {
    this.#paidUntil = Math.max(this.#paidUntil, this.#settings.clock.monotonic()) + CALL_COSTS_MS;
  }

  /** A call has failed. */
  failed(error: ListenKeyError, isUnauthorized: boolean): void {
    this.#failures += 1;
    this.#isUnauthorized = isUnauthorized;
    this.#notBefore = "retryAt" in error && typeof error.retryAt === "number" ? error.retryAt : 0;
  }

  /** Circumstances are new: a call has succeeded, or another kind of call is due. */
  restart(): void {
    this.#failures = 0;
    this.#isUnauthorized = false;
    this.#notBefore = 0;
  }

  /** In how many milliseconds the next call may be sent, as far as the account's own past goes. */
  delay(call: "create" | "renew"): number {
    const { clock, random } = this.#settings;
    const facts = { call, failures: this.#failures, isUnauthorized: this.#isUnauthorized };
    return Math.max(this.overdraft(), retryDelay(facts, random), this.#notBefore - clock.now());
  }

  /** In how many milliseconds the account can afford another call. */
  overdraft(): number {
    return Math.max(0, this.#paidUntil - LARGEST_DEBT_MS - this.#settings.clock.monotonic());
  }
}
