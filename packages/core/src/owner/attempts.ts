import type { ListenKeyError } from "../errors.ts";
import type { Clock, Random } from "../seams/clock.ts";
import { elapsedSince, instantOf, type Instant } from "../time/instant.ts";
import { LONGEST_BAN_MS } from "../exchange/rate-limit.ts";
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
  /** The silence that the latest error has asked for. */
  #silence: { readonly since: Instant; readonly forMs: number } | undefined;
  /** Until when the account's calls are paid for, in monotonic milliseconds. */
  #paidUntil: number;

  constructor(settings: { readonly clock: Clock; readonly random: Random }, paidUntil = 0) {
    this.#settings = settings;
    this.#paidUntil = paidUntil;
  }

  /** Until when the account's calls are paid for, in monotonic milliseconds. */
  get paidUntil(): number {
    return this.#paidUntil;
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

  /** A call is being sent. */
  sent(): void {
    this.#paidUntil = Math.max(this.#paidUntil, this.#settings.clock.monotonic()) + CALL_COSTS_MS;
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
    return Math.max(
      this.silence,
      this.#paidUntil - LARGEST_DEBT_MS - this.#settings.clock.monotonic(),
    );
  }
}
