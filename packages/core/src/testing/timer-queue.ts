/** A pending timer. */
interface Timer {
  readonly at: number;
  readonly order: number;
  /** Nothing once it has been cancelled or taken. */
  callback: (() => void) | undefined;
}

/** A timer that is due. */
export interface DueTimer {
  readonly at: number;
  readonly callback: () => void;
}

/** Timers by due time, first come first among equals: a binary heap. Cancelled ones are dropped on the way. */
export class TimerQueue {
  #heap: Timer[] = [];
  #added = 0;
  #live = 0;

  /** How many timers are pending. */
  get size(): number {
    return this.#live;
  }

  /** When the next timer is due. */
  get nextAt(): number | undefined {
    while (this.#heap[0] !== undefined && this.#heap[0].callback === undefined) this.#removeFirst();
    return this.#heap[0]?.at;
  }

  add(at: number, callback: () => void): () => void {
    const timer: Timer = { at, order: this.#added++, callback };
    this.#heap.push(timer);
    this.#live += 1;
    this.#rise(this.#heap.length - 1);
    return () => {
      if (timer.callback === undefined) return;
      timer.callback = undefined;
      this.#live -= 1;
      this.#tidy();
    };
  }

  /** Removes and returns the next timer; cancelling it afterwards does nothing. */
  shift(): DueTimer | undefined {
    if (this.nextAt === undefined) return undefined;
    const first = this.#removeFirst();
    if (first?.callback === undefined) return undefined;
    const { at, callback } = first;
    first.callback = undefined;
    this.#live -= 1;
    return { at, callback };
  }

  /** Drops cancelled timers once they are the most. */
  #tidy(): void {
    if (this.#heap.length < 64 || this.#heap.length < 2 * this.#live) return;
    const left = this.#heap.filter(({ callback }) => callback !== undefined);
    // A sorted array is a heap.
    left.sort((one, other) => one.at - other.at || one.order - other.order);
    this.#heap = left;
  }

  #removeFirst(): Timer | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    if (!this.#isEarlier(lower, upper)) return false;
    const heap = this.#heap as [Timer, ...Timer[]];
    [heap[lower], heap[upper]] = [heap[upper] as Timer, heap[lower] as Timer];
    return true;
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}
