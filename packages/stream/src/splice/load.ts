import type { Piece } from "./piece.ts";

/** How much is remembered because of one feed. */
export class Load {
  #events = 0;
  #characters = 0;

  get isEmpty(): boolean {
    return this.#events === 0;
  }

  add({ frame }: Piece): void {
    this.#events += 1;
    this.#characters += frame.text.length;
  }

  remove({ frame }: Piece): void {
    this.#events -= 1;
    this.#characters -= frame.text.length;
  }

  clear(): void {
    this.#events = 0;
    this.#characters = 0;
  }

  exceeds(events: number, characters: number): boolean {
    return this.#events > events || this.#characters > characters;
  }
}
