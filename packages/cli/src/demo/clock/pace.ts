/** How fast simulated time may pass: at most so many times as fast as real time, counted from the last new start. */
export class Pace {
  readonly #speed: number;
  #simulated = 0;
  #real = 0;

  /** @param speed Simulated milliseconds for each real one, at most. */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Counts from here. What could have passed before, and did not, is forgone. */
  startAgain(simulated: number, real: number): void {
    this.#simulated = simulated;
    this.#real = real;
  }

  /** In how many real milliseconds simulated time may have come as far as this; 0 or less for now. */
  waitFor(simulated: number, real: number): number {
    return (simulated - this.#simulated) / this.#speed - (real - this.#real);
  }
}
