import type { CancelTimer, Clock, ListenKeyError, Random } from "@listenkey/core";
import { elapsedSince, exchangeCodeOf, retryDelay } from "@listenkey/core/kit";
import { verdictOnAttempt } from "./feed-end.ts";
import type { CredentialLife } from "./subscriber.ts";

/** What a renewal needs. */
export interface TokenRenewalSettings {
  readonly clock: Clock;
  readonly random: Random;
  /** Subscribes again with a fresh token. Rejects only with errors of ours. */
  readonly renew: () => Promise<CredentialLife | undefined>;
  /** The subscription lives longer. */
  readonly renewed: (life: CredentialLife) => void;
  /** It cannot be renewed where it is: another one is wanted in its place. */
  readonly unrenewable: () => void;
  /** Its life is over, or nearly so, and every attempt to renew it has failed; perhaps with this error. */
  readonly lapsed: (error: ListenKeyError | undefined) => void;
}

/** A subscription is renewed at a part of its life that is drawn between these, as listen keys are: never is less than half left. */
const RENEWS_FROM = 1 / 4;
const RENEWS_BY = 1 / 3;

/** The exchange says that the account is subscribed already. Whether for longer now it does not say, so it is no success. */
const SUBSCRIPTION_ACTIVE = -2035;

/**
 * Keeps a subscription by token alive: renews it well before its end, again and again until that has succeeded, and
 * says so when it cannot be done.
 *
 * It has one timer and at most one call under way.
 */
export class TokenRenewal {
  readonly #settings: TokenRenewalSettings;
  #life: CredentialLife;
  /** At which age it is renewed, in milliseconds. */
  #dueAt: number;
  #failures = 0;
  #error: ListenKeyError | undefined;
  /** When the next attempt may be made, in monotonic milliseconds. */
  #retryAt = Number.NEGATIVE_INFINITY;
  #isUnderWay = false;
  /** Another attempt would be in vain. */
  #isGivenUp = false;
  #isStopped = false;
  #cancelTimer: CancelTimer | undefined;

  constructor(settings: TokenRenewalSettings, life: CredentialLife) {
    this.#settings = settings;
    this.#life = life;
    this.#dueAt = this.#drawDueAge();
    this.#look();
  }

  /** Looks whether anything is due; for whoever knows that time may have jumped. */
  check(): void {
    if (this.#isStopped) return;
    const { clock } = this.#settings;
    const isDue =
      elapsedSince(clock, this.#life.since) >= Math.min(this.#dueAt, this.#life.lifetimeMs);
    if (isDue) this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
  }

  #drawDueAge(): number {
    const part = RENEWS_FROM + this.#settings.random() * (RENEWS_BY - RENEWS_FROM);
    return this.#life.lifetimeMs * part;
  }

  #look(): void {
    if (this.#isStopped) return;
    const { clock, lapsed } = this.#settings;
    const age = elapsedSince(clock, this.#life.since);
    const left = this.#life.lifetimeMs - age;
    if (left <= 0) return lapsed(this.#error);
    const due = Math.max(this.#dueAt - age, this.#retryAt - clock.monotonic());
    const mayRenew = !this.#isUnderWay && !this.#isGivenUp;
    if (mayRenew && due <= 0) this.#renew();
    const wait = this.#isUnderWay || this.#isGivenUp ? left : Math.min(left, due);
    this.#cancelTimer?.();
    // A fraction of a millisecond may be too short for the clock to move at all.
    this.#cancelTimer = clock.setTimer(Math.ceil(wait), () => this.#look(), { ref: true });
  }

  #renew(): void {
    this.#isUnderWay = true;
    this.#settings.renew().then(
      (life) => this.#settle(() => this.#renewed(life)),
      (error: ListenKeyError) => this.#settle(() => this.#failed(error)),
    );
  }

  #settle(act: () => void): void {
    this.#isUnderWay = false;
    if (this.#isStopped) return;
    act();
    this.#look();
  }

  #renewed(life: CredentialLife | undefined): void {
    if (life === undefined) return;
    this.#life = life;
    this.#dueAt = this.#drawDueAge();
    this.#failures = 0;
    this.#error = undefined;
    this.#settings.renewed(life);
  }

  #failed(error: ListenKeyError): void {
    const { clock, random, unrenewable } = this.#settings;
    const isActive = exchangeCodeOf(error) === SUBSCRIPTION_ACTIVE;
    const verdict = verdictOnAttempt(error);
    this.#failures += 1;
    this.#error = error;
    this.#isGivenUp = isActive || verdict === "fatal";
    const isUnauthorized = verdict === "unauthorized";
    const facts = { call: "renew", failures: this.#failures, isUnauthorized } as const;
    this.#retryAt = clock.monotonic() + retryDelay(facts, random);
    if (isActive) unrenewable();
  }
}
