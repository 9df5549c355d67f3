import type { ListenKeyError } from "../errors.ts";
import type { Clock, Random } from "../seams/clock.ts";
import { Attempts } from "./attempts.ts";
import type { CallBudget } from "./call-budget.ts";
import { STRAYS_FOR_MS } from "./held-keys.ts";
import { timeLeft, type Key } from "./key.ts";
import type { KeyTap } from "./key-tap.ts";
import { renewalDelay } from "./schedule.ts";

/** What decides when calls are made. */
export interface AgendaSettings {
  /** Where time comes from. */
  readonly clock: Clock;
  /** Where randomness comes from. */
  readonly random: Random;
  /** Which part of the pool creates may use. */
  readonly weightShare: number;
}

/** Knows when the next call is made: its own time first, then its turn in the pool. */
export class Agenda {
  tap: KeyTap;
  readonly #settings: AgendaSettings;
  readonly #attempts: Attempts;
  /** When the next call is due, in monotonic milliseconds; nothing if that has not been decided. */
  #dueAt: number | undefined;
  /** What the call has, whose own time is over: a turn in the pool, or nothing but the wish for one. */
  #turn: "none" | "asked" | "given" = "none";
  /** The key has to be confirmed out of turn. */
  #isDoubted = false;
  /** Until then something may end the key that was confirmed before, in monotonic milliseconds. */
  #straysUntil = -Infinity;

  constructor(tap: KeyTap, settings: AgendaSettings, budget: CallBudget) {
    this.tap = tap;
    this.#settings = settings;
    this.#attempts = new Attempts(settings, budget);
  }

  /** How many attempts in a row have failed. */
  get failures(): number {
    return this.#attempts.failures;
  }

  /** Whether the exchange wants no requests at this moment. */
  get isBlocked(): boolean {
    return this.tap.blockedFor() > 0;
  }

  /** Whether the next call is over its own time and waits because the exchange wants no requests. */
  get isHeldBack(): boolean {
    return this.#turn !== "none" && this.isBlocked;
  }

  /** Until when the exchange wants no requests, in epoch milliseconds; nothing if it takes them. */
  get blockedUntil(): number | undefined {
    const forMs = Math.max(this.#attempts.silence, this.tap.blockedFor());
    return forMs > 0 ? Math.ceil(this.#settings.clock.now() + forMs) : undefined;
  }

  /** In how many milliseconds to look again: 0 if the call is to be sent. Takes its turn once its own time has come. */
  wait(call: "create" | "renew"): number {
    const now = this.#settings.clock.monotonic();
    const dueAt = (this.#dueAt ??= now + this.#attempts.delay(call));
    if (dueAt > now) return dueAt - now;
    const needsTurn = this.#turn === "asked" || !this.#isOnSchedule(call);
    if (!this.isBlocked && (this.#turn === "given" || !needsTurn)) return 0;
    const { weightShare: share, random } = this.#settings;
    const { inMs, isTurn } = this.tap.wait({ lane: call, share, random });
    this.#set(inMs);
    this.#turn = isTurn ? "given" : "asked";
    return inMs;
  }

  /** A call is being sent. */
  sent(): void {
    this.#attempts.budget.spend();
    this.#isDoubted = false;
    this.#dueAt = undefined;
    this.#turn = "none";
  }

  /** A call has succeeded: appoints the next renewal, at once if the key was doubted meanwhile. */
  succeeded(key: Key): void {
    this.#attempts.succeeded();
    const { clock, random } = this.#settings;
    const elapsed = key.lifetimeMs - timeLeft(key, clock);
    const due = this.#isDoubted ? 0 : renewalDelay(key.lifetimeMs, random) - elapsed;
    const strays = this.#straysUntil - clock.monotonic();
    this.#set(Math.max(strays > 0 ? Math.min(due, strays) : due, this.#attempts.pause));
  }

  /** A call has failed. @returns When the next is made at the earliest, in epoch milliseconds. */
  failed(call: "create" | "renew", error: ListenKeyError, isUnauthorized: boolean): number {
    this.#attempts.failed(error, isUnauthorized);
    const wait = this.#attempts.delay(call);
    this.#set(wait);
    return Math.ceil(this.#settings.clock.now() + Math.max(wait, this.tap.blockedFor()));
  }

  /** The next call is made as soon as it may. One that waits for its turn keeps it: another turn would be behind it. */
  hasten(): void {
    this.#isDoubted = true;
    if (this.#turn !== "given") this.#set(this.#attempts.pause);
  }

  /** Somebody may have ended the key, or may yet: it is confirmed at once, and again when nothing can arrive any more. */
  doubt(): void {
    this.#straysUntil = this.#settings.clock.monotonic() + STRAYS_FOR_MS;
    this.hasten();
  }

  /** Keys come from elsewhere from now on. */
  replaceTap(tap: KeyTap, budget: CallBudget): void {
    this.tap = tap;
    this.#attempts.budget = budget;
    this.#attempts.succeeded();
  }

  /** Circumstances are new: nothing is decided, and past failures do not count. */
  restart(): void {
    this.#attempts.restart();
    this.#dueAt = undefined;
    this.#turn = "none";
  }

  /** A renewal at its appointed time goes first; whatever comes out of turn takes its turn. */
  #isOnSchedule(call: "create" | "renew"): boolean {
    return call === "renew" && this.#attempts.failures === 0 && !this.#isDoubted;
  }

  #set(inMs: number): void {
    this.#dueAt = this.#settings.clock.monotonic() + inMs;
    this.#turn = "none";
  }
}
