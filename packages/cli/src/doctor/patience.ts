import type { Clock } from "@listenkey/core";

/** Waits until something has come true, for so long and no longer. */
export class Patience {
  readonly #real: Clock;
  readonly #signal: AbortSignal;
  readonly #waiting = new Set<() => void>();

  constructor(real: Clock, signal: AbortSignal) {
    this.#real = real;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.poke(), { once: true });
  }

  /** Something has happened: looks whether it is what is waited for. */
  poke(): void {
    for (const look of this.#waiting) look();
  }

  /** @returns Whether it came true within that time. */
  until(isTrue: () => boolean, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#waiting.delete(look);
        cancel();
        resolve(isTrue());
      };
      const look = (): void => {
        if (isTrue() || this.#signal.aborted) end();
      };
      const cancel = this.#real.setTimer(withinMs, end, { ref: true });
      this.#waiting.add(look);
      look();
    });
  }
}
