import type { AccountEvent, EventPayload } from "@listenkey/core/product";

/**
 * Why events may be missing.
 *
 * - `connection`: no socket was up.
 * - `credential`: the listen key or token had ended, and the sockets heard nothing.
 * - `undecided`: two feeds disagreed in a way that cannot be decided; or one had fallen silent, and whether the other
 *   covered that time is not known: it had not begun yet, had never brought anything, or lacked what the first one brought.
 * - `backlog`: events came faster than the program read them, and its buffer ran over.
 */
export type GapCause = "connection" | "credential" | "undecided" | "backlog";

/**
 * An interval in which events may be missing, in its place in the stream. Whatever happened between {@link from} and
 * {@link to} has to be asked for over REST.
 */
export interface Gap {
  /** Tells it from events. */
  readonly type: "gap";
  /** Its own place in the stream; for `backlog` the number of the last item that it stands for. */
  readonly seq: number;
  /** The last item before it; 0 if it is the first. */
  readonly afterSeq: number;
  /** The product's id, e.g. `umfutures`. */
  readonly product: string;
  /** The label that the stream was opened with; absent if none was. */
  readonly account?: string;
  /** When the stream was last known good, in epoch milliseconds of the exchange's clock. */
  readonly from: number;
  /** When it was known good again, in epoch milliseconds of the exchange's clock. */
  readonly to: number;
  /** Why events may be missing. */
  readonly cause: GapCause;
}

/** What a stream delivers. */
export type StreamItem<Payload extends EventPayload = EventPayload> = AccountEvent<Payload> | Gap;
