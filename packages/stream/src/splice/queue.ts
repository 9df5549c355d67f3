/** So many items that have been taken are kept in front of the others, at most: making room each time would cost more. */
const MOST_TAKEN = 1_024;

/**
 * Items in order. Nearly always the first is taken and one is added behind, which costs the same however many there are:
 * an array moves all the others.
 */
export class Queue<Item extends object> {
  readonly #items: (Item | undefined)[];
  /** How many items in front have been taken. */
  #taken = 0;

  constructor(items: readonly Item[] = []) {
    this.#items = [...items];
  }

  get size(): number {
    return this.#items.length - this.#taken;
  }

  /** The item at a place, from 0; nothing behind the last. */
  at(index: number): Item | undefined {
    return this.#items[this.#taken + index];
  }

  get last(): Item | undefined {
    return this.size === 0 ? undefined : this.#items.at(-1);
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** The place of the first item of which something is true; -1 if there is none. */
  findIndex(isIt: (item: Item) => boolean): number {
    for (let at = this.#taken; at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item !== undefined && isIt(item)) return at - this.#taken;
    }
    return -1;
  }

  /** Takes the item at a place out. */
  remove(index: number): Item | undefined {
    if (index !== 0) return this.#items.splice(this.#taken + index, 1)[0];
    const item = this.#items[this.#taken];
    if (item === undefined) return undefined;
    // It is held no longer.
    this.#items[this.#taken] = undefined;
    this.#taken += 1;
    if (this.#taken > MOST_TAKEN || this.size === 0) {
      this.#items.splice(0, this.#taken);
      this.#taken = 0;
    }
    return item;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let at = this.#taken; at < this.#items.length; at++) {
      const item = this.#items[at];
      if (item !== undefined) yield item;
    }
  }
}
