// Shows how far a run is: one line that updates in place on a terminal, a line now and then in a log.
import { performance } from "node:perf_hooks";
import { clearInterval, setInterval } from "node:timers";
import { stripVTControlCharacters } from "node:util";

export class Progress {
  #out;
  #running = new Map();
  #timer;

  /** @param {NodeJS.WriteStream} out */
  constructor(out) {
    this.#out = out;
    this.#timer = setInterval(() => this.#show(), out.isTTY ? 250 : 10_000);
  }

  /**
   * Runs a step and tells how it went; what it printed is shown only if it failed.
   *
   * @template {{ failed: number, output: string, told?: string }} Result
   * @param {string} name
   * @param {(onLine: (line: string) => void) => Promise<Result>} step
   * @returns {Promise<Result>}
   */
  async step(name, step) {
    const state = { since: performance.now(), line: "" };
    this.#running.set(name, state);
    const result = await step((line) => {
      state.line = stripVTControlCharacters(line).trim() || state.line;
    });
    this.#running.delete(name);
    const mark = result.failed === 0 ? "✓" : "✗";
    const line = `${mark} ${name.padEnd(12)} ${seconds(state).padStart(7)}  ${result.told ?? ""}`;
    this.print(line.trimEnd());
    if (result.failed > 0) this.print(`\n${result.output.trim()}\n`);
    return result;
  }

  /** Prints below everything so far. */
  print(text) {
    const { isTTY } = this.#out;
    this.#out.write(isTTY ? `\r\x1b[2K${text}\n` : `${stripVTControlCharacters(text)}\n`);
  }

  /** Takes the line that updates away. */
  end() {
    clearInterval(this.#timer);
    if (this.#out.isTTY) this.#out.write("\r\x1b[2K");
  }

  #show() {
    const told = [...this.#running].map(
      ([name, state]) => `${name} ${seconds(state)}  ${state.line}`,
    );
    if (told.length === 0) return;
    const text = `… ${told.join("  |  ")}`;
    if (this.#out.isTTY) this.#out.write(`\r\x1b[2K${text.slice(0, this.#out.columns - 1)}`);
    else this.#out.write(`${text.slice(0, 120)}\n`);
  }
}

function seconds({ since }) {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}
