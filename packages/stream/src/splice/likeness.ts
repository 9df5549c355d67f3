import type { Piece } from "./piece.ts";

/** The send times of two copies of one event are no further apart, in milliseconds. */
const SEND_TIMES_MS = 1_000;

/** After so many copies that are equal to the letter, and hardly another, send times are known to be the same everywhere. */
const ENOUGH = 3;

/**
 * Tells copies from others, and knows which types bring the same content more than once.
 *
 * Where every socket gets the same send times, a copy is equal to the letter, and two events that differ in nothing but
 * their send time are two. Where each gets its own, the send time says nothing. Nobody documents which it is, so it is
 * learnt from the copies that come.
 */
export class Likeness {
  /** The types of which two distinct events have been seen that were equal to the letter, or but for their send time. */
  readonly #repeating = { exactly: [] as string[], alike: [] as string[] };
  readonly #identityOf: (text: string) => string;
  readonly #sentAtOf: (text: string) => number | undefined;
  /** Copies equal to the letter, and copies that were not. */
  readonly #copies = { exact: 0, alike: 0 };

  /**
   * @param identityOf What two copies of one event have in common although they were sent at different times.
   * @param sentAtOf When an event says that it was sent, in milliseconds; absent if it does not say.
   */
  constructor(
    identityOf: (text: string) => string,
    sentAtOf: (text: string) => number | undefined = () => undefined,
  ) {
    this.#identityOf = identityOf;
    this.#sentAtOf = sentAtOf;
  }

  /** What two copies of one event have in common. */
  identityOf(piece: Piece): string {
    return this.#isExact ? piece.frame.text : this.looseIdentityOf(piece);
  }

  /** Whether two pieces of one type have the same content, so that they may be copies of one event. */
  same(one: Piece, other: Piece): boolean {
    if (one.frame.text === other.frame.text) return true;
    return this.identityOf(one) === this.identityOf(other) && this.#isAtOnce(one, other);
  }

  /** Finds the copy of a piece among others. @returns Its index, -1 if there is none. */
  findCopy<Item>(
    piece: Piece,
    among: { findIndex(isIt: (item: Item) => boolean): number },
    pieceOf: (item: Item) => Piece,
  ): number {
    const { text } = piece.frame;
    const exact = among.findIndex((item) => pieceOf(item).frame.text === text);
    const index = exact < 0 ? among.findIndex((item) => this.same(pieceOf(item), piece)) : exact;
    if (index >= 0) this.#copies[exact < 0 ? "alike" : "exact"] += 1;
    return index;
  }

  /**
   * Whether content says nothing about which event it is. Of other types, the same content on two feeds is the same
   * event; of these, only its position tells.
   */
  isRepeating(type: string): boolean {
    return this.#relevant.includes(type);
  }

  /** Whether there is any such type. */
  get hasRepetition(): boolean {
    return this.#relevant.length > 0;
  }

  /** One feed has brought two distinct events that are equal to the letter, or but for their send time. */
  repeats(type: string, how: "exactly" | "alike"): void {
    if (!this.#repeating[how].includes(type)) this.#repeating[how].push(type);
  }

  /** What two copies of one event have in common where each socket gets its own send times. */
  looseIdentityOf(piece: Piece): string {
    return (piece.identity ??= this.#identityOf(piece.frame.text));
  }

  #isAtOnce({ frame: one }: Piece, { frame: other }: Piece): boolean {
    const [earlier, later] = [this.#sentAtOf(one.text), this.#sentAtOf(other.text)];
    if (earlier === undefined || later === undefined) return true;
    return Math.abs(earlier - later) <= SEND_TIMES_MS;
  }

  get #relevant(): readonly string[] {
    return this.#isExact ? this.#repeating.exactly : this.#repeating.alike;
  }

  get #isExact(): boolean {
    const { exact, alike } = this.#copies;
    return exact >= ENOUGH && exact > 10 * alike;
  }
}
