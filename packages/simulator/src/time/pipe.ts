import type { CancelTimer } from "@listenkey/core";

/** What a {@link Pipe} runs on. */
export interface PipeClock {
  /** Milliseconds, never going back. */
  monotonic(): number;
  /** Calls back after some milliseconds. */
  set(ms: number, callback: () => void): CancelTimer;
  /** Calls back for something that is not held up: at once, or as soon as the caller has returned. */
  soon(callback: () => void): void;
}

interface Item {
  /** Not before this, and not before the item ahead. */
  readonly dueAt: number;
  readonly deliver: () => void;
}

/** One direction of a connection: things come out late but in order, so one that is held up holds up the next. */
export class Pipe {
  readonly #clock: PipeClock;
  #items: Item[] = [];
  #cancelTimer: CancelTimer | undefined;
  #isDelivering = false;

  constructor(clock: PipeClock) {
    this.#clock = clock;
  }

  /** Delivers after `delayMs`, and not before anything that was put in earlier. */
  put(deliver: () => void, delayMs: number): void {
    if (delayMs <= 0 && this.#items.length === 0) {
      this.#clock.soon(deliver);
      return;
    }
    const dueAt = this.#clock.monotonic() + Math.max(0, delayMs);
    this.#items.push({ dueAt, deliver });
    this.#awaitFirst();
  }

  /** Drops what has not come out. */
  clear(): void {
    this.#items = [];
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** Delivers at once whatever has not come out. */
  flush(): void {
    const items = this.#items;
    this.clear();
    for (const { deliver } of items) deliver();
  }

  #awaitFirst(): void {
    const [first] = this.#items;
    if (first === undefined || this.#isDelivering || this.#cancelTimer !== undefined) return;
    const ms = Math.max(0, first.dueAt - this.#clock.monotonic());
    this.#cancelTimer = this.#clock.set(ms, () => {
      this.#cancelTimer = undefined;
      this.#deliverDue();
    });
  }

  /** Delivers one by one: a delivery may put something in, or clear the pipe. */
  #deliverDue(): void {
    const now = this.#clock.monotonic();
    this.#isDelivering = true;
    for (
      let [first] = this.#items;
      first !== undefined && first.dueAt <= now;
      [first] = this.#items
    ) {
      this.#items.shift();
      first.deliver();
    }
    this.#isDelivering = false;
    this.#awaitFirst();
  }
}
