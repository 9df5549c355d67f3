import type { BufferLimits } from "../options.ts";

/** What waits for a reader, first in first out, within limits. */
export class ItemBuffer<Item> {
  readonly #limits: Required<BufferLimits>;
  readonly #sizeOf: (item: Item) => number;
  #items: (Item | undefined)[] = [];
  /** Where the first item stands; before it is nothing any more. */
  #head = 0;
  #bytes = 0;

  constructor(limits: Required<BufferLimits>, sizeOf: (item: Item) => number) {
    this.#limits = limits;
    this.#sizeOf = sizeOf;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** Adds an item. One always fits, however long it is. @returns Whether it did. */
  push(item: Item): boolean {
    const { events, bytes } = this.#limits;
    const size = this.#sizeOf(item);
    if (this.length > 0 && (this.length >= events || this.#bytes + size > bytes)) return false;
    this.#items.push(item);
    this.#bytes += size;
    return true;
  }

  /** Takes the first item; nothing if there is none. */
  shift(): Item | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    this.#bytes -= this.#sizeOf(item);
    // Moving the rest forward now and then costs less than moving it each time.
    if (this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes everything. */
  drain(): Item[] {
    const items = this.#items.slice(this.#head) as Item[];
    this.#items = [];
    this.#head = 0;
    this.#bytes = 0;
    return items;
  }
}
