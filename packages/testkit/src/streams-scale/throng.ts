/** Moments at which many did the same, in the order of time. */
export class Throng {
  #moments: number[] = [];

  get size(): number {
    return this.#moments.length;
  }

  get first(): number {
    return this.#moments[0] ?? Number.NaN;
  }

  get last(): number {
    return this.#moments.at(-1) ?? Number.NaN;
  }

  add(moment: number): void {
    this.#moments.push(moment);
  }

  /** The most in any span of so many milliseconds. */
  mostWithin(ms: number): number {
    let most = 0;
    let from = 0;
    for (const [index, moment] of this.#moments.entries()) {
      while ((this.#moments[from] ?? moment) <= moment - ms) from += 1;
      most = Math.max(most, index - from + 1);
    }
    return most;
  }

  clear(): void {
    this.#moments = [];
  }
}
