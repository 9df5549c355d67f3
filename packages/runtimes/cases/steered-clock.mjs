// The runtime's own clock, which can be led ahead: real timers and real waiting, and an hour whenever one is wanted.
import { systemClock } from "@listenkey/core/kit";
import { nextTask } from "./next-task.mjs";

/** @implements {import("@listenkey/core").Clock} */
export class SteeredClock {
  #aheadMs = 0;
  #isLeaping = false;
  /** @type {Set<{ at: number, callback: () => void, ref: boolean, cancel: () => void }>} */
  #timers = new Set();

  now = () => Math.floor(systemClock.now() + this.#aheadMs);

  monotonic = () => systemClock.monotonic() + this.#aheadMs;

  setTimer = (ms, callback, { ref }) => {
    const timer = { at: this.monotonic() + Math.max(0, ms), callback, ref, cancel: () => {} };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#forget(timer);
  };

  /** How many timers are pending. */
  get pending() {
    return this.#timers.size;
  }

  /**
   * Goes ahead at once; the timers on the way fire after it, in order, as in a background tab.
   *
   * @param {number} ms
   * @param {() => Promise<void>} [meanwhile] What has to be done before any timer fires.
   */
  async leap(ms, meanwhile = async () => {}) {
    this.#isLeaping = true;
    this.#aheadMs += ms;
    await meanwhile();
    this.#isLeaping = false;
    const now = this.monotonic();
    const due = [...this.#timers].filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
    for (const timer of due) {
      // One that fired before it may have cancelled it.
      if (!this.#timers.has(timer)) continue;
      this.#forget(timer);
      timer.callback();
      await nextTask();
    }
    for (const timer of this.#timers) this.#arm(timer);
  }

  #arm(timer) {
    timer.cancel();
    const { ref } = timer;
    timer.cancel = systemClock.setTimer(timer.at - this.monotonic(), () => this.#fire(timer), {
      ref,
    });
  }

  #fire(timer) {
    if (this.#isLeaping) return;
    this.#timers.delete(timer);
    timer.callback();
  }

  #forget(timer) {
    timer.cancel();
    this.#timers.delete(timer);
  }
}
