/** How fast simulated time may pass: at most so many times as fast as real time, counted from here. */
export class Pace {
  readonly #speed: number;
  readonly #simulated: number;
  readonly #real: number;

  /**
   * @param speed Simulated milliseconds for each real one, at most.
   * @param from Both times where it begins, in milliseconds.
   */
  constructor(speed: number, from: { readonly simulated: number; readonly real: number }) {
    this.#speed = speed;
    this.#simulated = from.simulated;
    this.#real = from.real;
  }

  /** In how many real milliseconds simulated time may have come as far as this; 0 or less for now. */
  waitFor(simulated: number, real: number): number {
    return (simulated - this.#simulated) / this.#speed - (real - this.#real);
  }
}
