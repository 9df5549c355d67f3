import type { Likeness } from "./likeness.ts";
import type { Piece } from "./piece.ts";

/** How many contents of one type are looked at, at most. */
const LIMIT = 1_000;

/** Notices when two distinct events of one type have the same content: one feed brings it twice. */
export class Contents {
  readonly #likeness: Likeness;
  readonly #texts = new Set<string>();
  readonly #identities = new Set<string>();

  constructor(likeness: Likeness) {
    this.#likeness = likeness;
  }

  /** Takes notice of the next event of the feed. */
  note(piece: Piece): void {
    const { text, type } = piece.frame;
    if (this.#identities.size >= LIMIT || this.#texts.size >= LIMIT) return;
    const identity = this.#likeness.looseIdentityOf(piece);
    if (this.#texts.has(text)) this.#likeness.repeats(type, "exactly");
    if (this.#identities.has(identity)) this.#likeness.repeats(type, "alike");
    this.#texts.add(text);
    this.#identities.add(identity);
  }
}
