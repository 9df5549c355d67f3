import type { Clock } from "@listenkey/core";
import type { Gap, StreamItem, UserDataStream } from "@listenkey/stream";
import type { ReaderKind } from "../plan/day-plan.ts";
import type { IteratorError } from "../run/evidence.ts";
import type { PendingCalls } from "./program-parts.ts";

/** What a reader works with. */
export interface ReaderParts {
  readonly stream: UserDataStream;
  readonly kind: ReaderKind;
  /** The machine's. */
  readonly clock: Clock;
  readonly calls: PendingCalls;
  /** The exchange's time, in epoch milliseconds. */
  readonly now: () => number;
  /** Is given every item, in its order. */
  readonly take: (item: StreamItem) => void;
}

/** How much an iterator may keep for a reader that hangs. */
export const HANGING_BUFFER = 200;

/** How long a slow reader takes for an item, in milliseconds. */
const SLOW_MS = 150;

/** What a listener throws: one for all, because a stack costs more than an event. */
const MISTAKE = new Error("a listener of the program has thrown");

/** Takes the items of a stream, in one of the ways that programs have. */
export class Reader {
  readonly errors: IteratorError[] = [];
  readonly #parts: ReaderParts;
  #taken = 0;
  #thrown = 0;
  #hangsUntil = 0;
  /** The item that was worked on last. */
  #current: StreamItem | undefined;
  /** Since when the next item has been awaited; absent while one is worked on. What waits for it is given at once. */
  #awaitsSince: number | undefined;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    const { stream, kind } = parts;
    if (kind === "prompt" || kind === "slow" || kind === "hangs") {
      void this.#readOn();
      return;
    }
    stream.on("event", (item) => this.#take(item));
    if (kind === "throws") stream.on("event", () => this.#throw());
    if (kind === "fickle") this.#comeAndGo();
  }

  /** How often a listener of the program has thrown. */
  get thrown(): number {
    return this.#thrown;
  }

  /** Until when it has been given everything that arrived, in epoch milliseconds of the exchange's clock. */
  get caughtUpTo(): number {
    const { clock, now } = this.#parts;
    const isIdle = this.#awaitsSince !== undefined && this.#awaitsSince < now();
    if (this.#current === undefined || isIdle) return now();
    // What came behind it may lie unread.
    if (!("receivedAt" in this.#current)) return (this.#current as Gap).from;
    // After a hold-up everything is received at once, but was sent before.
    const { time = Infinity, receivedAt } = this.#current;
    return Math.min(time, now() - (clock.now() - receivedAt));
  }

  /** Takes nothing for a while. */
  hang(ms: number): void {
    this.#hangsUntil = this.#parts.clock.monotonic() + ms;
  }

  #take(item: StreamItem): void {
    this.#taken += 1;
    this.#parts.take(item);
  }

  #throw(): never {
    this.#thrown += 1;
    throw MISTAKE;
  }

  /** A listener that unsubscribes in its own callback, and comes back with the next event that the other one hears. */
  #comeAndGo(): void {
    const { stream } = this.#parts;
    const listener = (): void => {
      stream.off("event", listener);
      queueMicrotask(() => stream.on("event", listener));
    };
    stream.on("event", listener);
  }

  /** Iterates for as long as there is something to come, with a new iterator after each error. */
  async #readOn(): Promise<void> {
    while (!(await this.#readAll()));
  }

  /** @returns Whether the stream is over. */
  async #readAll(): Promise<boolean> {
    const { stream, calls, now } = this.#parts;
    const iterator = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        this.#awaitsSince = now();
        const { done, value } = await calls.track(iterator.next());
        if (done === true) return true;
        this.#awaitsSince = undefined;
        this.#current = value;
        this.#take(value);
        await this.#work();
      }
    } catch (error) {
      const { code, count, name } = error as { code?: string; count?: number; name: string };
      this.errors.push({ at: now(), code: code ?? name, count, afterItems: this.#taken });
      return code !== "BACKLOG";
    }
  }

  async #work(): Promise<void> {
    const { kind, clock } = this.#parts;
    const hangs = this.#hangsUntil - clock.monotonic();
    const ms = hangs > 0 ? hangs : kind === "slow" ? SLOW_MS : 0;
    if (ms > 0) await new Promise<void>((resolve) => clock.setTimer(ms, resolve, { ref: true }));
  }
}
