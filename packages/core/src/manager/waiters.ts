import { ListenKeyError } from "../errors.ts";
import type { Clock } from "../seams/clock.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";

/** One pending `open()`. */
interface Waiter {
  readonly resolve: (listenKey: string) => void;
  readonly reject: (error: ListenKeyError) => void;
  readonly stop: () => void;
  firstFailure: ListenKeyError | undefined;
}

/** For whom they wait. */
export interface WaitersHost {
  /** Until when the exchange wants no requests, in epoch milliseconds. */
  readonly blockedUntil: number | undefined;
  /** The last one has given up by itself. */
  gaveUp(): void;
}

/** The pending `open()` calls of a manager. */
export class Waiters {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #host: WaitersHost;
  #waiters: Set<Waiter> | undefined;

  constructor(clock: Clock, timeoutMs: number, host: WaitersHost) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#host = host;
  }

  /** Waits for a key until the time is over or the signal says so. */
  add(signal: AbortSignal | undefined): Promise<string> {
    return new Promise((resolve, reject) => {
      const abort = (): void => this.#giveUp(waiter, transportErrorFrom(undefined, signal));
      const expire = (): void => this.#giveUp(waiter, waiter.firstFailure ?? this.#tooLate());
      const cancelTimer =
        this.#timeoutMs === Infinity
          ? undefined
          : this.#clock.setTimer(this.#timeoutMs, expire, { ref: true });
      const waiter: Waiter = {
        resolve,
        reject,
        stop: () => {
          cancelTimer?.();
          signal?.removeEventListener("abort", abort);
        },
        firstFailure: undefined,
      };
      (this.#waiters ??= new Set()).add(waiter);
      signal?.addEventListener("abort", abort);
    });
  }

  /** An attempt has failed; the first failure is what waiting ends with if nothing better comes. */
  note(failure: ListenKeyError): void {
    for (const waiter of this.#waiters ?? []) waiter.firstFailure ??= failure;
  }

  resolve(listenKey: string): void {
    for (const waiter of this.#take()) waiter.resolve(listenKey);
  }

  reject(error: ListenKeyError): void {
    for (const waiter of this.#take()) waiter.reject(error);
  }

  #take(): Iterable<Waiter> {
    const waiters = this.#waiters ?? [];
    this.#waiters = undefined;
    for (const { stop } of waiters) stop();
    return waiters;
  }

  #giveUp(waiter: Waiter, error: ListenKeyError): void {
    if (!this.#waiters?.delete(waiter)) return;
    waiter.stop();
    waiter.reject(error);
    if (this.#waiters.size > 0) return;
    this.#waiters = undefined;
    this.#host.gaveUp();
  }

  #tooLate(): ListenKeyError {
    const { blockedUntil } = this.#host;
    const why =
      blockedUntil === undefined
        ? "the request still waits for its answer, or for its turn in the rate limit; raise openTimeoutMs or weightShare"
        : `the exchange wants no requests before ${new Date(blockedUntil).toISOString()}; open again then`;
    return new ListenKeyError("TIMEOUT", `No listen key within ${this.#timeoutMs} ms: ${why}`);
  }
}
