import type { StreamStats } from "@listenkey/stream";

/**
 * What a client process writes down, one line each, in order. Times are epoch milliseconds of the exchange's clock,
 * read on the scaled clock that all processes share.
 */
export type Note =
  | OpenedNote
  | ItemNote
  | WordNote
  | BeatNote
  | LateNote
  | IteratorErrorNote
  | CloseNote
  | UncaughtNote
  | EndNote;

/** A note before it is dated. */
export type UndatedNote = Note extends infer Each
  ? Each extends Note
    ? Omit<Each, "at">
    : never
  : never;

/** What every note has. */
interface Dated {
  readonly at: number;
}

/** The stream was opened. */
interface OpenedNote extends Dated {
  readonly note: "opened";
}

/** The program was given an item. */
interface ItemNote extends Dated {
  readonly note: "item";
  readonly item: NotedItem;
}

/** An item of the stream: what there is to be judged of an event, or a gap. */
export interface NotedItem {
  readonly type: string;
  readonly seq: number;
  readonly time?: number;
  readonly receivedAt?: number;
  readonly raw?: string;
  /** Of events that tell of a trade: the fields of it, as the program read them. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly late?: boolean;
  readonly afterSeq?: number;
  readonly from?: number;
  readonly to?: number;
  readonly cause?: string;
}

/** The stream has announced something. */
interface WordNote extends Dated {
  readonly note: "word";
  readonly name: string;
  readonly state: string;
  readonly event: unknown;
}

/** How things are, several times a second. */
export interface BeatNote extends Dated {
  readonly note: "beat";
  readonly state: string;
  readonly provenAt?: number;
  readonly stats: StreamStats;
  readonly ready: "resolved" | "rejected" | "pending";
  /** How often listeners of the program have thrown, as the stream reported it: none of them does. */
  readonly listenerErrors: number;
}

/** The process ran again, after it had not been able to for longer than usual: it was stopped, or the machine was busy. */
interface LateNote extends Dated {
  readonly note: "late";
  /** Since when it had not run. */
  readonly from: number;
}

/** The program's iterator threw. */
interface IteratorErrorNote extends Dated {
  readonly note: "iteratorError";
  readonly code: string;
  readonly count?: number;
  readonly afterItems: number;
}

/** `close()` was called, or has resolved. */
interface CloseNote extends Dated {
  readonly note: "closing" | "closed";
}

/** Something that nobody caught. */
interface UncaughtNote extends Dated {
  readonly note: "uncaught";
  readonly error: unknown;
}

/** The process ended by itself, after its close. */
export interface EndNote extends Dated {
  readonly note: "end";
  readonly saidAfterClose: number;
  readonly departuresAfterClose: number;
  readonly timers: number;
  readonly sockets: number;
  readonly pendingCalls: number;
}
