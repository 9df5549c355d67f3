import type { Proof } from "../wire/arrival.ts";

/**
 * Nobody documents what a second socket on a listen key hears while the first one is open. As long as nothing shows that
 * it hears, what the first one may have missed before its connection broke may have been brought by nobody.
 */
export class SecondSockets {
  #doHear = false;
  #doubtfulFrom: Proof | undefined;

  /** A connection broke that was last heard then, and those that are left have never brought anything beside it. */
  broke(heardAt: Proof): void {
    if (!this.#doHear) this.#doubtfulFrom ??= heardAt;
  }

  /** An event came on a socket while an older one was open. */
  heard(): void {
    this.#doHear = true;
    this.#doubtfulFrom = undefined;
  }

  /** One that has never brought anything lacked an event. @returns Since when nobody may have covered, if that is open. */
  lacked(): Proof | undefined {
    const from = this.#doubtfulFrom;
    this.#doHear = false;
    this.#doubtfulFrom = undefined;
    return from;
  }
}
