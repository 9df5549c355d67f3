import type { ListenKeyError } from "../errors.ts";
import type { Clock, Random } from "../seams/clock.ts";
import { retryDelay } from "./schedule.ts";

/** At most so many calls of one account in a minute, retries included. */
const CALLS_PER_MINUTE = 12;

const MINUTE_MS = 60_000;

/** Keeps count of an account's calls and failures, and says how long the next call has to wait for that. */
export class Attempts {
  readonly #clock: Clock;
  readonly #random: Random;
  /** When the latest calls were sent, in monotonic milliseconds. */
  readonly #sent: number[] = [];
  #failures = 0;
  #isUnauthorized = false;
  /** What the latest error has asked for, in epoch milliseconds. */
  #notBefore = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
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
    this.#sent.push(this.#clock.monotonic());
    if (this.#sent.length > CALLS_PER_MINUTE) this.#sent.shift();
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
    const facts = { call, failures: this.#failures, isUnauthorized: this.#isUnauthorized };
    return Math.max(
      0,
      retryDelay(facts, this.#random),
      this.#notBefore - this.#clock.now(),
      this.overdraft(),
    );
  }

  /** In how many milliseconds the account has a call left in its minute. */
  overdraft(): number {
    const oldest = this.#sent[0];
    if (oldest === undefined || this.#sent.length < CALLS_PER_MINUTE) return 0;
    return Math.max(0, oldest + MINUTE_MS - this.#clock.monotonic());
  }
}
