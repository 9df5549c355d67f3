import { inspect } from "node:util";

/** The console of a block: which of its lines have printed, and what. */
export class PrintedLines {
  readonly #lines: (string | undefined)[];

  constructor(lines: number) {
    this.#lines = Array.from({ length: lines });
  }

  /** What each line has printed last, of those that have. */
  get printed(): readonly string[] {
    return this.#lines.filter((line) => line !== undefined);
  }

  /** Which lines have not printed. */
  get missing(): readonly number[] {
    return [...this.#lines.keys()].filter((line) => this.#lines[line] === undefined);
  }

  /** The console of one line. */
  at(line: number): { log(...values: unknown[]): void } {
    return {
      log: (...values) => {
        this.#lines[line] = values
          .map((value) => (typeof value === "string" ? value : inspect(value)))
          .join(" ");
      },
    };
  }
}
