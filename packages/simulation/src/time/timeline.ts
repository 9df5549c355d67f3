import type { CancelTimer } from "@listenkey/core";

/** Something that will happen. */
interface Entry {
  readonly at: number;
  readonly order: number;
  /** Nothing once it has been cancelled or taken. */
  act: (() => void) | undefined;
}

/**
 * The only time of a run: everything that will happen, in one queue, first come first among equals. Real time has no
 * part in it: a run goes through in a single task of the event loop, and only promises settle in between.
 */
export class Timeline {
  #heap: Entry[] = [];
  #added = 0;
  #live = 0;
  #now = 0;

  /** Milliseconds since the beginning; it never goes back. */
  get now(): number {
    return this.#now;
  }

  /** How many things will still happen. */
  get size(): number {
    return this.#live;
  }

  /** Lets something happen at a time; what is due already happens next. */
  at(time: number, act: () => void): CancelTimer {
    const entry: Entry = { at: Math.max(time, this.#now), order: this.#added++, act };
    this.#push(entry);
    this.#live += 1;
    return () => {
      if (entry.act === undefined) return;
      entry.act = undefined;
      this.#live -= 1;
    };
  }

  /** Lets something happen after so many milliseconds. */
  in(ms: number, act: () => void): CancelTimer {
    return this.at(this.#now + ms, act);
  }

  /**
   * Lets happen what is due until a time, each when every promise that was ready before has run. What is left when it
   * resolves waits for something that is not in the queue.
   */
  run(until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        try {
          if (!this.#takeUntil(until)) return resolve();
        } catch (error) {
          return reject(error as Error);
        }
        void settled.then(next);
      };
      // A tick that is asked for by a promise comes when no promise is left that could run, and the task goes on.
      const next = (): void => process.nextTick(turn);
      // Like `queueMicrotask`, which takes several times as long.
      const settled = Promise.resolve();
      void settled.then(next);
    });
  }

  #takeUntil(until: number): boolean {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.at > until) {
        this.#now = Math.max(this.#now, until);
        return false;
      }
      this.#pop();
      const { act } = first;
      if (act === undefined) continue;
      first.act = undefined;
      this.#live -= 1;
      this.#now = first.at;
      act();
      return true;
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!isBefore(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry;
    const { length } = heap;
    if (length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && isBefore(heap[child + 1] as Entry, heap[child] as Entry))
        child += 1;
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
