import type { CancelTimer, Clock } from "@listenkey/core";
import type { Frame, Splicer } from "../splice/splicer.ts";

/** A splicer in time: gives it the present, wakes it when it wants to be, and keeps others out while it decides. */
export class Splicing {
  readonly #clock: Clock;
  readonly #splicer: Splicer;
  /** What has to wait until the splicer has finished. */
  #afterwards: (() => void)[] = [];
  #wakeAt = Infinity;
  #cancelWake: CancelTimer | undefined;
  #isStopped = false;

  constructor(clock: Clock, splicer: Splicer) {
    this.#clock = clock;
    this.#splicer = splicer;
  }

  /** Copies of another feed's events that were recognised and dropped. */
  get copies(): number {
    return this.#splicer.copies;
  }

  /** Whether everything that was delivered since a feed joined is accounted for on it. */
  isAligned(feed: number): boolean {
    return this.#splicer.isAligned(feed);
  }

  /** Lets the splicer decide something, then does what has come of it and sees to its next deadline. */
  do(act: (splicer: Splicer, now: number) => void): void {
    act(this.#splicer, this.#clock.monotonic());
    this.#settle();
  }

  /** A feed brings an event: the most frequent of all that is done. */
  push(feed: number, frame: Frame): void {
    this.#splicer.push(feed, frame);
    this.#settle();
  }

  /** Does what has come of a decision, and sees to the next deadline. */
  #settle(): void {
    if (this.#afterwards.length > 0) {
      const todo = this.#afterwards;
      this.#afterwards = [];
      for (const each of todo) each();
    }
    this.#arm();
  }

  /** Does something as soon as the splicer has finished. */
  afterwards(act: () => void): void {
    this.#afterwards.push(act);
  }

  /** It is woken no more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelWake?.();
  }

  #arm(): void {
    const { deadline = Infinity } = this.#splicer;
    if (this.#isStopped || deadline >= this.#wakeAt) return;
    this.#cancelWake?.();
    this.#wakeAt = deadline;
    const wake = (): void => {
      this.#wakeAt = Infinity;
      this.do((splicer, now) => splicer.wake(now));
    };
    const wait = Math.max(0, deadline - this.#clock.monotonic());
    this.#cancelWake = this.#clock.setTimer(wait, wake, { ref: true });
  }
}
