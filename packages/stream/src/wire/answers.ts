import { ListenKeyError } from "@listenkey/core";
import type { WireAnswer } from "./wire.ts";

/** A request that waits for its answer. */
interface Waiter {
  /** When it has waited for too long, in monotonic milliseconds. */
  readonly dueAt: number;
  readonly resolve: (answer: WireAnswer) => void;
  readonly reject: (error: ListenKeyError) => void;
}

/** The requests on a wire that wait for their answers, by id. All of them wait equally long, so the first is due first. */
export class Answers {
  readonly #waiters = new Map<unknown, Waiter>();

  /** When the next request has waited for too long. */
  get dueAt(): number {
    for (const { dueAt } of this.#waiters.values()) return dueAt;
    return Number.POSITIVE_INFINITY;
  }

  wait(id: number, dueAt: number): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { dueAt, resolve, reject });
    });
  }

  /** An answer has come. One that nobody waits for any more does nothing. */
  settle(id: unknown, answer: WireAnswer): void {
    this.#waiters.get(id)?.resolve(answer);
    this.#waiters.delete(id);
  }

  /** Those that have waited for too long wait no longer. */
  expire(now: number): void {
    for (const [id, { dueAt, reject }] of this.#waiters) {
      if (dueAt > now) return;
      this.#waiters.delete(id);
      reject(new ListenKeyError("TIMEOUT", "The exchange did not answer on the socket in time"));
    }
  }

  /** No answer will come any more. */
  fail(error: ListenKeyError): void {
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }
}
