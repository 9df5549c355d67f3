import type { Beginning, Standing } from "./beginning.ts";
import { Contents } from "./contents.ts";
import type { Likeness } from "./likeness.ts";
import type { Load } from "./load.ts";
import type { Piece } from "./piece.ts";
import { Queue } from "./queue.ts";

/** Something delivered that a feed has not brought. */
interface Debt {
  readonly piece: Piece;
  /** The feed may not have it: it may have been produced before the feed began. */
  readonly isForgiven: boolean;
}

const owedBy = ({ piece }: Debt): Piece => piece;

const itself = (piece: Piece): Piece => piece;

/** What the strands of one feed have in common. */
export interface StrandSettings {
  readonly likeness: Likeness;
  /** Where the feed's strands count what they remember. */
  readonly load: Load;
  /** Whether every feed has the events of one type in the same order. */
  readonly ordered: boolean;
  /** How far apart two feeds may bring an event, in milliseconds. */
  readonly lagMs: number;
  /** Whether the feed has begun lately. */
  readonly isNew: boolean;
}

/**
 * The events of one type on one feed, held against what was delivered. Contents are counted and never merely
 * recognised: the second occurrence of a text on one feed is a copy of its second occurrence on another, so that
 * distinct events with the same text all survive.
 *
 * Nothing is both owed and ahead: what one side has and the other one brings is settled at once.
 */
export class Strand {
  readonly #type: string;
  readonly #settings: StrandSettings;
  /** Delivered, and not brought, in the order of delivery. */
  #debts = new Queue<Debt>();
  /** How many of the debts, the oldest, should have been paid long ago. */
  #overdue = 0;
  /** Brought, and not delivered, in the order of arrival. */
  #ahead: Piece[] = [];
  /** The highest place, and the highest arrival, of what was both brought and delivered. */
  readonly #last = { place: 0, arrival: 0 };
  /** When copies came in another order than before, in monotonic milliseconds. */
  #shuffledAt = -Infinity;
  #beginning: Beginning | undefined;
  /** What this feed and the others bring while it is new. */
  #contents: { readonly own: Contents; readonly others: Contents } | undefined;

  /** @param beginning Present if it is not known where the feed begins. */
  constructor(type: string, settings: StrandSettings, beginning: Beginning | undefined) {
    this.#type = type;
    this.#settings = settings;
    this.#beginning = beginning;
    const { likeness } = settings;
    this.#contents = settings.isNew
      ? { own: new Contents(likeness), others: new Contents(likeness) }
      : undefined;
  }

  /** Brought, and not delivered, in the order of arrival. */
  get ahead(): readonly Piece[] {
    return this.#ahead;
  }

  /** Whether position alone tells which of its events were delivered, and the position is not known yet. */
  get isInDoubt(): boolean {
    return this.#isRepeating && this.#beginning?.isCompared === true;
  }

  /** What it has brought as long as {@link isInDoubt} holds. */
  get doubtful(): readonly Piece[] {
    return this.isInDoubt ? (this.#beginning?.brought ?? []) : [];
  }

  /**
   * Whether copies came in another order lately: then one stands for an earlier event of the same content, which one
   * side has lost, and what is left over belongs before it.
   */
  isShuffled(now: number): boolean {
    return now <= this.#shuffledAt + this.#settings.lagMs;
  }

  /** When the next debt is overdue, in monotonic milliseconds. */
  get expiresAt(): number {
    return (this.#debts.at(this.#overdue)?.piece.deliveredAt ?? Infinity) + this.#settings.lagMs;
  }

  /** When a doubt can be settled although nothing happens, in monotonic milliseconds. */
  get calmAt(): number {
    return this.isInDoubt
      ? (this.#beginning?.changedAt ?? Infinity) + this.#settings.lagMs
      : Infinity;
  }

  /** The feed brings an event. @returns Whether it is ahead, a copy, or perhaps one. */
  bring(piece: Piece): "ahead" | "copy" | "doubtful" {
    this.#contents?.own.note(piece);
    const { likeness, load } = this.#settings;
    if (this.#beginning !== undefined) {
      this.#beginning.bring(piece);
      load.add(piece);
    }
    const index = likeness.findCopy(piece, this.#debts, owedBy);
    const debt = this.#debts.at(index);
    if (debt === undefined) {
      this.#ahead.push(piece);
      load.add(piece);
      this.#decide(piece.frame.at);
      return "ahead";
    }
    this.#removeDebt(index);
    this.#settle(piece, debt.piece);
    this.#decide(piece.frame.at);
    return debt.isForgiven && this.#isRepeating ? "doubtful" : "copy";
  }

  /**
   * Another feed brought an event, and it was delivered.
   *
   * @param isForgiven Whether this feed may not have it.
   * @returns Whether this feed had brought it before.
   */
  deliver(piece: Piece, isForgiven: boolean): boolean {
    this.#contents?.others.note(piece);
    // Where order was lost, positions tell nothing.
    if (piece.isLate) this.#endBeginning();
    const { likeness, load } = this.#settings;
    if (this.#beginning !== undefined) {
      this.#beginning.deliver(piece, !isForgiven);
      load.add(piece);
    }
    const copy = this.#ahead[likeness.findCopy(piece, this.#ahead, itself)];
    if (copy === undefined) {
      this.#debts.push({ piece, isForgiven });
      load.add(piece);
    } else {
      this.#removeAhead(copy);
      this.#settle(copy, piece);
    }
    this.#decide(piece.deliveredAt);
    return copy !== undefined;
  }

  /**
   * One of its events that are ahead is delivered, from this feed. It is late if the feed has brought later ones that
   * were delivered, or, as far as is known, will bring such.
   */
  deliverOwn(piece: Piece): void {
    const owed = this.#debts.size > this.#overdue ? this.#debts.last : undefined;
    // Of contents that repeat, it may not be true that the feed has passed by what it owes.
    const passed = this.#isRepeating ? 0 : this.#last.place;
    const willFollow = owed !== undefined && owed.piece.place > passed;
    piece.isLate =
      willFollow || this.isShuffled(piece.frame.at) || piece.arrival < this.#last.arrival;
    this.#removeAhead(piece);
    this.#settle(piece, piece);
  }

  /**
   * Looks at what has been owed for too long.
   *
   * @param isCarried Whether the feed carries the type at all.
   * @returns Whether the feed is proved to lack an event.
   */
  expire(now: number, isCarried: boolean): boolean {
    let isLacking = false;
    for (;;) {
      const debt = this.#debts.at(this.#overdue);
      if (debt === undefined || debt.piece.deliveredAt + this.#settings.lagMs > now)
        return isLacking;
      isLacking ||= !debt.isForgiven;
      // What the feed has merely not reached may still come, however late. What it has passed by will not.
      if (this.#isPassed(debt) || !isCarried) this.#removeDebt(this.#overdue);
      else this.#overdue += 1;
    }
  }

  /**
   * The feed has been live for long. If it does not lead, what is not on it by now was before its beginning, unless
   * something has come lately.
   */
  calm(now: number, leads: boolean): void {
    this.#contents = undefined;
    if (leads) return;
    if (!this.isInDoubt || !this.#settings.ordered) this.#endBeginning();
    if (this.calmAt > now) return;
    const standing = this.#beginning?.level();
    if (standing !== undefined) this.#standAt(standing);
    this.#endBeginning();
  }

  /**
   * The feed leads, and nobody else brings what this one might lack. Doubts are settled as far as that can be; as long
   * as {@link isInDoubt} holds, nothing may be delivered.
   *
   * @returns What has perhaps been delivered, and is not going to be.
   */
  lead(now: number): readonly Piece[] {
    const beginning = this.#beginning;
    if (beginning === undefined) return [];
    if (!this.#isRepeating) return this.#endBeginning();
    if (!this.#settings.ordered) {
      const copies = beginning.brought.filter((piece) => !this.#ahead.includes(piece));
      return this.#endBeginning(copies);
    }
    const standing = beginning.leading(this.calmAt <= now);
    if (standing === "wait") return [];
    if (standing !== undefined) this.#standAt(standing);
    return this.#endBeginning(standing?.doubtful);
  }

  /** Nothing of it is remembered any more. */
  forget(): void {
    this.#standAt({ owed: [], ahead: [], last: undefined });
    this.#endBeginning();
  }

  get #isRepeating(): boolean {
    return this.#settings.likeness.isRepeating(this.#type);
  }

  #isPassed(debt: Debt | undefined): boolean {
    const { ordered } = this.#settings;
    return ordered && debt !== undefined && debt.piece.place < this.#last.place;
  }

  #decide(now: number): void {
    if (!this.isInDoubt || !this.#settings.ordered) return;
    const standing = this.#beginning?.decided(now, this.#settings.lagMs);
    if (standing === undefined) return;
    this.#standAt(standing);
    this.#endBeginning();
  }

  /** An event was both brought and delivered. */
  #settle(brought: Piece, delivered: Piece): void {
    const { place, arrival } = this.#last;
    // The place of what came late says nothing about when it was produced.
    if (!delivered.isLate) {
      if (delivered.place < place || brought.arrival < arrival) {
        this.#shuffledAt = Math.max(brought.frame.at, delivered.deliveredAt);
      }
      this.#last.place = Math.max(place, delivered.place);
    }
    while (this.#overdue > 0 && this.#isPassed(this.#debts.at(0))) this.#removeDebt(0);
    this.#last.arrival = Math.max(this.#last.arrival, brought.arrival);
    // Content that does not repeat tells the position.
    if (!this.#isRepeating) this.#endBeginning();
  }

  #standAt({ owed, ahead, last }: Standing): void {
    const { load } = this.#settings;
    for (const { piece } of this.#debts) load.remove(piece);
    for (const piece of this.#ahead) load.remove(piece);
    this.#debts = new Queue(owed.map((piece) => ({ piece, isForgiven: false })));
    this.#overdue = 0;
    this.#ahead = [...ahead];
    for (const piece of [...owed, ...ahead]) load.add(piece);
    if (last !== undefined)
      Object.assign(this.#last, { place: last.delivered.place, arrival: last.brought.arrival });
  }

  #endBeginning(doubtful: readonly Piece[] = []): readonly Piece[] {
    for (const piece of this.#beginning?.pieces ?? []) this.#settings.load.remove(piece);
    this.#beginning = undefined;
    return doubtful;
  }

  #removeDebt(index: number): void {
    const debt = this.#debts.remove(index);
    if (debt !== undefined) this.#settings.load.remove(debt.piece);
    if (index < this.#overdue) this.#overdue -= 1;
  }

  #removeAhead(piece: Piece): void {
    this.#ahead.splice(this.#ahead.indexOf(piece), 1);
    this.#settings.load.remove(piece);
  }
}
