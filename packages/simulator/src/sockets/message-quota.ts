const SECOND_MS = 1000;

/** Counts what a client sends, second by second. */
export class MessageQuota {
  readonly #perSecond: number;
  #secondFrom = -Infinity;
  #used = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Counts one message. False if it is one too many. */
  admits(monotonic: number): boolean {
    if (monotonic - this.#secondFrom >= SECOND_MS) {
      this.#secondFrom = monotonic;
      this.#used = 0;
    }
    this.#used += 1;
    return this.#used <= this.#perSecond;
  }
}
