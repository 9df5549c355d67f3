import { LineWriter } from "../notes/line-writer.ts";
import type { UndatedNote } from "../notes/note.ts";
import type { ScaledClock } from "../time/scaled-clock.ts";

/** Where a client writes down what happens to it, with the exchange's time. */
export class NoteBook {
  readonly #writer: LineWriter;
  readonly #clock: ScaledClock;

  constructor(path: string, clock: ScaledClock) {
    this.#writer = new LineWriter(path);
    this.#clock = clock;
  }

  note(note: UndatedNote): void {
    this.#writer.write({ at: this.#clock.exchangeNow(), ...note });
  }

  /** Writes what is held back. */
  flush(): void {
    this.#writer.flush();
  }
}
