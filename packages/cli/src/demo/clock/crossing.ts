import type { Flight, InFlight } from "./in-flight.ts";

/**
 * Things of one kind that leave one end and are seen at the other, in order, but bear no number: frames, and the
 * ends of sockets. One that is never seen is forgotten as soon as it is late.
 */
export class Crossing {
  readonly #inFlight: InFlight;
  #under: Flight[] = [];

  constructor(inFlight: InFlight) {
    this.#inFlight = inFlight;
  }

  /** One has left. */
  left(): void {
    this.#under.push(this.#inFlight.begin());
  }

  /** One has been seen. */
  seen(): void {
    const awaited = this.#under.findIndex(({ isLate }) => !isLate());
    const oldest = Math.max(0, awaited);
    this.#under[oldest]?.land();
    this.#under = this.#under.slice(oldest + 1);
  }
}
