import { BacklogError } from "@listenkey/core";
import type { ItemBuffer } from "./item-buffer.ts";

/** Hears of an iterator that ends by itself or by its reader. */
export interface IteratorOwner<Item> {
  /** Its buffer has run over: nobody will ever read these. */
  overflowed(iterator: ItemIterator<Item>, dropped: readonly Item[]): void;
  /** Its reader has left, perhaps again, and did not want these. */
  left(iterator: ItemIterator<Item>, unread: readonly Item[]): void;
}

/** A `next()` that has no item yet. */
type Waiter<Item> = (
  result: IteratorResult<Item, undefined> | Promise<IteratorResult<Item, undefined>>,
) => void;

const DONE: IteratorResult<never, undefined> = { done: true, value: undefined };

/** One reader's view of a stream. Whoever offers it items never waits for the reader. */
export class ItemIterator<Item> implements AsyncIterableIterator<Item> {
  readonly #buffer: ItemBuffer<Item>;
  readonly #owner: IteratorOwner<Item>;
  /** There are none while anything is buffered. */
  readonly #waiters: Waiter<Item>[] = [];
  #isOver = false;
  /** Thrown once, when everything before it has been read. */
  #error: Error | undefined;

  constructor(buffer: ItemBuffer<Item>, owner: IteratorOwner<Item>) {
    this.#buffer = buffer;
    this.#owner = owner;
  }

  /** Hands over an item: to the read that has waited longest, else to the buffer. Not once it is over. */
  offer(item: Item): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter({ done: false, value: item });
    else if (!this.#buffer.push(item)) this.#overflow(item);
  }

  /** Nothing more comes, and what has not been read is dropped. */
  end(): void {
    this.#buffer.drain();
    this.#error = undefined;
    this.#finish();
  }

  /** Nothing more comes; once what is buffered has been read, the reader gets the error. */
  fail(error: Error): void {
    this.#error = error;
    this.#finish();
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#buffer.shift();
    if (item !== undefined) return Promise.resolve({ done: false, value: item });
    if (this.#isOver) return this.#last();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    const unread = this.#buffer.drain();
    this.end();
    this.#owner.left(this, unread);
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #overflow(item: Item): void {
    const dropped = this.#buffer.drain();
    dropped.push(item);
    this.fail(new BacklogError(dropped.length));
    this.#owner.overflowed(this, dropped);
  }

  #finish(): void {
    this.#isOver = true;
    for (const waiter of this.#waiters.splice(0)) waiter(this.#last());
  }

  /** The answer to a read behind the last item. */
  #last(): Promise<IteratorResult<Item, undefined>> {
    const error = this.#error;
    this.#error = undefined;
    return error === undefined ? Promise.resolve(DONE) : Promise.reject(error);
  }
}
