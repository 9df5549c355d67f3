import type { StreamItem, StreamStats, UserDataStream } from "@listenkey/stream";
import { STREAM_LIFECYCLE } from "@listenkey/testkit/stream-lifecycle";
import type { BeatNote } from "../notes/note.ts";
import type { ScaledClock } from "../time/scaled-clock.ts";
import type { NoteBook } from "./note-book.ts";
import { notedItem } from "./noted-item.ts";

/** What a {@link NotedStream} is made of. */
export interface NotedStreamParts {
  readonly stream: UserDataStream;
  readonly reader: "listener" | "prompt";
  readonly book: NoteBook;
  readonly clock: ScaledClock;
}

/** A stream, and a program that writes down everything that comes of it. */
export class NotedStream {
  readonly #parts: NotedStreamParts;
  #ready: BeatNote["ready"] = "pending";
  #listenerErrors = 0;
  #isClosed = false;
  #saidAfterClose = 0;
  #pendingCalls = 0;
  #items = 0;

  constructor(parts: NotedStreamParts) {
    const { stream, book, reader } = parts;
    this.#parts = parts;
    book.note({ note: "opened" });
    for (const name of STREAM_LIFECYCLE) {
      stream.on(name, (event: unknown) => {
        this.#noteSaid();
        book.note({ note: "word", name, state: stream.state, event });
      });
    }
    if (reader === "listener") stream.on("event", (item) => this.#take(item));
    else void this.#iterate();
    void this.#awaitReady();
  }

  /** What was said or given after the close. */
  get saidAfterClose(): number {
    return this.#saidAfterClose;
  }

  /** Calls on the stream that have not settled. */
  get pendingCalls(): number {
    return this.#pendingCalls;
  }

  get state(): string {
    return this.#parts.stream.state;
  }

  get stats(): StreamStats {
    return this.#parts.stream.stats();
  }

  /** Counts an error of a listener that the stream has reported. */
  countListenerError(): void {
    this.#listenerErrors += 1;
  }

  /** Notes how things are. */
  beat(): void {
    const { stream, book, clock } = this.#parts;
    const { provenAt } = stream;
    book.note({
      note: "beat",
      state: stream.state,
      ...(provenAt !== undefined && {
        provenAt: clock.exchangeNow() - (clock.now() - provenAt),
      }),
      stats: stream.stats(),
      ready: this.#ready,
      listenerErrors: this.#listenerErrors,
    });
  }

  async close(): Promise<void> {
    const { stream, book } = this.#parts;
    this.beat();
    book.note({ note: "closing" });
    await this.#track(stream.close());
    this.#isClosed = true;
    book.note({ note: "closed" });
  }

  async #awaitReady(): Promise<void> {
    try {
      await this.#track(this.#parts.stream.ready());
      this.#ready = "resolved";
    } catch {
      this.#ready = "rejected";
    }
  }

  /** Iterates for as long as there is something to come, with a new iterator after a backlog. */
  async #iterate(): Promise<void> {
    const { stream, book } = this.#parts;
    for (;;) {
      const iterator = stream[Symbol.asyncIterator]();
      try {
        for (;;) {
          const { done, value } = await this.#track(iterator.next());
          if (done === true) return;
          this.#take(value);
        }
      } catch (error) {
        const { code, count, name } = error as { code?: string; count?: number; name: string };
        book.note({
          note: "iteratorError",
          code: code ?? name,
          ...(count !== undefined && { count }),
          afterItems: this.#items,
        });
        if (code !== "BACKLOG") return;
      }
    }
  }

  #take(item: StreamItem): void {
    this.#noteSaid();
    this.#items += 1;
    this.#parts.book.note({ note: "item", item: notedItem(item) });
  }

  #noteSaid(): void {
    if (this.#isClosed) this.#saidAfterClose += 1;
  }

  async #track<Value>(call: Promise<Value>): Promise<Value> {
    this.#pendingCalls += 1;
    try {
      return await call;
    } finally {
      this.#pendingCalls -= 1;
    }
  }
}
