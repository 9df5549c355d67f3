import type { Likeness } from "./likeness.ts";
import type { Piece } from "./piece.ts";

/** How one type of one feed stands to what was delivered, once it is known where the feed begins. */
export interface Standing {
  /** Delivered, and still to be brought by the feed. */
  readonly owed: readonly Piece[];
  /** Brought by the feed, and not delivered. */
  readonly ahead: readonly Piece[];
  /** What the feed brought last of what was delivered. */
  readonly last: { readonly brought: Piece; readonly delivered: Piece } | undefined;
}

/** {@link Standing} of a feed that must lead although it is not known where it begins. */
export interface DoubtfulStanding extends Standing {
  /** Brought by the feed, and perhaps delivered. */
  readonly doubtful: readonly Piece[];
}

/**
 * Finds out where a feed begins, for events of one type: it brings all of them in order from some event on, but which
 * one that is, nobody says. What was delivered since it joined and what it has brought are laid over each other; an
 * offset is possible as long as they agree wherever they overlap. Offset 2: its first event is the third that was
 * delivered. Offset -1: its second event is the first that was delivered.
 */
export class Beginning {
  readonly #likeness: Likeness;
  /** What came on the feed until then, in monotonic milliseconds, may be older than all that was delivered. */
  readonly #olderUntil: () => number;
  readonly #delivered: Piece[] = [];
  readonly #brought: Piece[] = [];
  /** The possible offsets with an overlap, or with none left to come. */
  #offsets: number[] = [];
  /** The greatest possible offset: what was delivered there must come on the feed. */
  #latest = Infinity;
  #changedAt = Infinity;

  constructor(likeness: Likeness, olderUntil: () => number) {
    this.#likeness = likeness;
    this.#olderUntil = olderUntil;
  }

  /** What the feed has brought. */
  get brought(): readonly Piece[] {
    return this.#brought;
  }

  /** Whether anything was delivered that the feed may or may not bring. */
  get isCompared(): boolean {
    return this.#delivered.length > 0;
  }

  /** When the last piece of evidence came, in monotonic milliseconds. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** Everything that is remembered here. */
  get pieces(): readonly Piece[] {
    return [...this.#delivered, ...this.#brought];
  }

  /** The feed brings an event. */
  bring(piece: Piece): void {
    const index = this.#brought.push(piece) - 1;
    this.#changedAt = piece.frame.at;
    if (index === 0) {
      this.#offsets = [...this.#delivered.keys()].filter(
        (offset) => offset <= this.#latest && this.#isSame(this.#delivered[offset], piece),
      );
      return;
    }
    this.#offsets = this.#offsets.filter((offset) =>
      this.#agree(this.#delivered[index + offset], piece),
    );
    if (this.#mayBeOlder(index) && this.#isSame(this.#delivered[0], piece))
      this.#offsets.push(-index);
  }

  /**
   * Another feed brought an event, and it was delivered.
   *
   * @param isOwed It was produced when this feed was live, so that this feed brings it, too.
   */
  deliver(piece: Piece, isOwed: boolean): void {
    const index = this.#delivered.push(piece) - 1;
    this.#changedAt = piece.deliveredAt;
    this.#offsets = this.#offsets.filter((offset) =>
      this.#agree(this.#brought[index - offset], piece),
    );
    for (let earlier = 1; index === 0 && this.#mayBeOlder(earlier); earlier++) {
      if (this.#isSame(this.#brought[earlier], piece)) this.#offsets.push(-earlier);
    }
    if (index <= this.#latest && this.#isSame(this.#brought[0], piece)) this.#offsets.push(index);
    if (isOwed) this.#latest = Math.min(this.#latest, index);
  }

  /** How the feed stands if one offset alone is left; nothing as long as there are several, or if there is none. */
  decided(now: number, lagMs: number): Standing | undefined {
    const first = this.#brought[0];
    // Whoever leads would have brought it by now.
    if (first !== undefined && now - first.frame.at > lagMs) this.#latest = -1;
    const [offset, ...others] = this.#offsets;
    if (offset === undefined || others.length > 0 || this.#mayBeginLater) return undefined;
    return this.#standingAt(offset);
  }

  /** How the feed stands if neither side has anything left to bring; nothing if that cannot be. */
  level(): Standing | undefined {
    const { length } = this.#delivered;
    if (this.#brought.length === 0) return this.#standingAt(Math.min(length, this.#latest));
    const offset = length - this.#brought.length;
    return this.#offsets.includes(offset) ? this.#standingAt(offset) : undefined;
  }

  /**
   * How the feed stands if nobody else is going to bring anything.
   *
   * @param isQuiet No copies are to be expected any more.
   * @returns `wait` if it may still bring copies that tell, nothing if there is no possible offset.
   */
  leading(isQuiet: boolean): DoubtfulStanding | "wait" | undefined {
    const { length } = this.#delivered;
    const mayTell = (offset: number): boolean => offset + this.#brought.length < length;
    if (!isQuiet && (this.#brought.length === 0 || this.#offsets.some(mayTell))) return "wait";
    const offsets = this.#offsets.filter((offset) => !mayTell(offset));
    if (this.#mayBeginLater) offsets.push(length);
    if (offsets.length === 0) return undefined;
    const least = Math.min(...offsets);
    const doubtful = this.#brought.slice(
      Math.max(0, length - Math.max(...offsets)),
      Math.max(0, length - least),
    );
    return { ...this.#standingAt(least), doubtful };
  }

  /** Whether it may begin after everything that has been delivered. */
  get #mayBeginLater(): boolean {
    return this.#latest >= this.#delivered.length;
  }

  #standingAt(offset: number): Standing {
    const end = Math.min(this.#delivered.length, offset + this.#brought.length);
    const delivered = this.#delivered[end - 1];
    const brought = this.#brought[end - 1 - offset];
    return {
      owed: this.#delivered.slice(Math.max(0, end)),
      ahead: this.#brought.filter((_, index) => index + offset < 0 || index + offset >= end),
      last: delivered && brought && { delivered, brought },
    };
  }

  /** Whether as many of its first events may be older than all that was delivered. */
  #mayBeOlder(count: number): boolean {
    const last = this.#brought[count - 1];
    return (
      count < this.#brought.length && last !== undefined && last.frame.at <= this.#olderUntil()
    );
  }

  /** Where there is nothing to compare with, nothing disagrees. */
  #agree(one: Piece | undefined, other: Piece): boolean {
    return one === undefined || this.#likeness.same(one, other);
  }

  #isSame(one: Piece | undefined, other: Piece): boolean {
    return one !== undefined && this.#likeness.same(one, other);
  }
}
