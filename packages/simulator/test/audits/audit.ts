/** Claims that events make, compared with what an auditor worked out. */
export class Audit {
  #claims = 0;
  readonly #wrong: string[] = [];

  /** What came of it. Too few claims would prove nothing. */
  get verdict(): Verdict {
    return { wrong: this.#wrong, isThorough: this.#claims > 100 };
  }

  claim(what: string, told: unknown, expected: unknown): void {
    this.#claims += 1;
    if (told !== expected) {
      this.#wrong.push(`${what}: told ${String(told)}, expected ${String(expected)}`);
    }
  }
}

/** What came of an audit. */
export interface Verdict {
  /** The claims that did not hold. */
  readonly wrong: readonly string[];
  readonly isThorough: boolean;
}

/** Nothing was wrong, and enough was looked at. */
export const SOUND: Verdict = { wrong: [], isThorough: true };
