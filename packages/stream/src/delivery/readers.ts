import type { BufferLimits } from "../options.ts";
import { ItemBuffer } from "./item-buffer.ts";
import { ItemIterator, type IteratorOwner } from "./item-iterator.ts";

/** A run of items that a reader has not got. */
export interface Missed {
  /** The last item that it did get; 0 if it got none. */
  readonly afterSeq: number;
  /** The earliest time of what it missed, in epoch milliseconds of the exchange's clock. */
  readonly from: number;
  /** The latest one. */
  readonly to: number;
}

/** What readers need to know of the items. */
export interface ReadersSettings<Item> {
  /** How much may wait for each reader. */
  readonly limits: Required<BufferLimits>;
  /** How much an item counts, in characters. */
  readonly sizeOf: (item: Item) => number;
  /** What a reader misses who does not get an item. */
  readonly lossOf: (item: Item) => Missed;
  /** Whether an item tells what an earlier reader has missed. */
  readonly isBacklog: (item: Item) => boolean;
}

/** The iterators of a stream, and what some of them have missed until a later one is told. */
export class Readers<Item> implements IteratorOwner<Item> {
  readonly #settings: ReadersSettings<Item>;
  #iterators: readonly ItemIterator<Item>[] = [];
  /** How many iterators ran over and have no successor yet. */
  #orphans = 0;
  /** What they have missed, all together, since nobody knows who succeeds whom. It grows until the last has a successor. */
  #missed: Missed | undefined;

  constructor(settings: ReadersSettings<Item>) {
    this.#settings = settings;
  }

  /** Gives an item to everybody who reads. */
  offer(item: Item): void {
    if (this.#missed !== undefined) this.#missed = both(this.#missed, this.#settings.lossOf(item));
    for (const iterator of this.#iterators) iterator.offer(item);
  }

  /** What the next reader has to be told first, because another has missed it. */
  takeMissed(): Missed | undefined {
    const missed = this.#missed;
    this.#orphans = Math.max(0, this.#orphans - 1);
    if (this.#orphans === 0) this.#missed = undefined;
    return missed;
  }

  /** A new reader: it gets what is offered from now on. */
  open(): ItemIterator<Item> {
    const { limits, sizeOf } = this.#settings;
    const iterator = new ItemIterator(new ItemBuffer(limits, sizeOf), this);
    this.#iterators = this.#iterators.concat(iterator);
    return iterator;
  }

  /** Nobody reads any further. */
  end(): void {
    for (const iterator of this.#iterators) iterator.end();
  }

  /** Everybody gets an error once they have read what waits for them. */
  fail(error: Error): void {
    for (const iterator of this.#iterators) iterator.fail(error);
  }

  overflowed(iterator: ItemIterator<Item>, dropped: readonly Item[]): void {
    this.#forget(iterator);
    this.#note(dropped);
  }

  left(iterator: ItemIterator<Item>, unread: readonly Item[]): void {
    this.#forget(iterator);
    const [first] = unread;
    // Whoever leaves does not want what follows; but what was missed before has still to be told.
    if (first !== undefined && this.#settings.isBacklog(first)) this.#note(unread);
  }

  #forget(iterator: ItemIterator<Item>): void {
    this.#iterators = this.#iterators.filter((other) => other !== iterator);
  }

  #note(items: readonly Item[]): void {
    const missed = items.map(this.#settings.lossOf).reduce(both);
    this.#missed = this.#missed === undefined ? missed : both(this.#missed, missed);
    this.#orphans += 1;
  }
}

function both(one: Missed, other: Missed): Missed {
  return {
    afterSeq: Math.min(one.afterSeq, other.afterSeq),
    from: Math.min(one.from, other.from),
    to: Math.max(one.to, other.to),
  };
}
