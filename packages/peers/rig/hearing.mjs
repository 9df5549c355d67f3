// What one listener has heard, and a way to wait for more of it.
import { systemClock } from "@listenkey/core/kit";

export class Hearing {
  /** @type {string[]} */
  heard = [];
  #awaited = [];

  /** @param {string | undefined} id Of an order event; anything else is not counted. */
  hear = (id) => {
    if (id === undefined) return;
    this.heard.push(id);
    this.#awaited = this.#awaited.filter(({ count, resolve }) => {
      if (this.heard.length < count) return true;
      resolve();
      return false;
    });
  };

  /**
   * @param {number} count
   * @param {number} withinMs
   * @returns {Promise<void>} Resolves when as many have been heard, or when the time is up.
   */
  async reaches(count, withinMs) {
    if (this.heard.length >= count) return;
    let cancel;
    await new Promise((resolve) => {
      this.#awaited.push({ count, resolve });
      cancel = systemClock.setTimer(withinMs, resolve, { ref: true });
    });
    cancel();
  }
}
