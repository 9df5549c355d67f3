import type { CancelTimer } from "@listenkey/core";
import type { VirtualClock } from "@listenkey/core/testing";

/** Something that happens in a steady rhythm. */
export class Traffic {
  readonly #clock: VirtualClock;
  readonly #everyMs: number;
  readonly #act: (count: number) => void;
  #count = 0;
  #cancel: CancelTimer = () => undefined;

  /** Begins at once. */
  constructor(clock: VirtualClock, everyMs: number, act: (count: number) => void) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#act = act;
    this.#beat();
  }

  stop(): void {
    this.#cancel();
  }

  #beat(): void {
    this.#cancel = this.#clock.setTimer(this.#everyMs, () => this.#beat(), { ref: true });
    this.#count += 1;
    this.#act(this.#count);
  }
}
