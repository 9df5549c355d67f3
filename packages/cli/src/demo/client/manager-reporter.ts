import type { Clock, KeySuspended, ListenKeyError, ListenKeyManager } from "@listenkey/core";
import { inWords, type News } from "../news.ts";
import { clockTime, duration } from "../time-words.ts";

/** Says something. */
type Say = (tone: News["tone"], text: string) => void;

/** Follows a manager's events: counts them, and puts what is notable into words. */
export class ManagerReporter {
  readonly #manager: ListenKeyManager;
  readonly #clock: Clock;
  readonly #say: Say;
  #renewals = 0;
  #survived = 0;
  /** The failures since the last success. */
  #failures = 0;
  #lastError: ListenKeyError | undefined;
  #troubleSince: number | undefined;

  constructor(manager: ListenKeyManager, clock: Clock, say: Say) {
    this.#manager = manager;
    this.#clock = clock;
    this.#say = say;
    manager.on("created", ({ previousKeyId }) => this.#created(previousKeyId));
    manager.on("createFailed", ({ error }) => this.#failed(error));
    manager.on("renewed", () => this.#renewed());
    manager.on("renewalFailed", ({ error }) => this.#failed(error));
    manager.on("suspended", (event) => this.#suspended(event));
    manager.on("replaced", () => this.#replaced());
    manager.on("lost", ({ reason }) => this.#lost(reason));
    manager.on("failed", ({ error }) => say("trouble", `gave up: ${inWords(error)}`));
  }

  /** How often the key was renewed. */
  get renewals(): number {
    return this.#renewals;
  }

  /** How many attempts failed before one succeeded again. */
  get failuresSurvived(): number {
    return this.#survived;
  }

  #created(previousKeyId: string | undefined): void {
    if (previousKeyId === undefined) {
      this.#say("plain", "listen key created");
    } else {
      this.#say("mended", `a new listen key, ${this.#afterTrouble()}`);
    }
    this.#succeeded();
  }

  #renewed(): void {
    this.#renewals += 1;
    if (this.#troubleSince !== undefined) {
      const attempt = this.#failures === 0 ? "" : ` at attempt ${this.#failures + 1},`;
      this.#say("mended", `renewed${attempt} ${this.#afterTrouble()}`);
    }
    this.#succeeded();
  }

  #replaced(): void {
    this.#say("mended", "the renewal brought another listen key; moved to it");
    this.#succeeded();
  }

  #suspended({ reason, expiresAt }: KeySuspended): void {
    this.#troubleSince ??= this.#clock.now();
    this.#say("trouble", `${this.#why(reason)}; the key lives until ${clockTime(expiresAt)}`);
  }

  #lost(reason: "expired" | "deadline"): void {
    this.#troubleSince = this.#clock.now();
    const why = reason === "expired" ? "the exchange has ended it" : "it ran out unrenewed";
    this.#say("trouble", `listen key lost: ${why}`);
  }

  #why(reason: KeySuspended["reason"]): string {
    if (reason === "blocked") {
      const until = this.#manager.blockedUntil ?? this.#clock.now();
      return `renewal waits: no requests before ${clockTime(until)}`;
    }
    return this.#lastError === undefined
      ? "renewal failed"
      : `renewal failed, ${inWords(this.#lastError)}`;
  }

  #failed(error: ListenKeyError): void {
    this.#failures += 1;
    this.#lastError = error;
  }

  #succeeded(): void {
    this.#survived += this.#failures;
    this.#failures = 0;
    this.#troubleSince = undefined;
  }

  #afterTrouble(): string {
    return `after ${duration(this.#clock.now() - (this.#troubleSince ?? this.#clock.now()))}`;
  }
}
