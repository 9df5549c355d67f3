import type { ListenKeyError } from "@listenkey/core";
import type { FeedProof, RetiringReason } from "../feeds/feed.ts";
import type { GapCause } from "../gap.ts";
import type { RejectedFrame } from "../wire/wire.ts";

/**
 * What a stream announces about itself. Past tense: it has happened, and the stream's `state` has changed already.
 * Times are epoch milliseconds of the local clock. None of it holds a key, a token or a signature.
 */
export interface StreamLifecycle {
  /** Events come, and it is proved. */
  live: [event: StreamLive];
  /** Nothing can come any more; events may be missing from now on. */
  interrupted: [event: StreamInterrupted];
  /** A connection was replaced by a new one before it was closed. */
  rotated: [event: StreamRotated];
  /** One of two feeds lacked an event that the other brought, and is being replaced. Nothing was lost. */
  feedReplaced: [event: FeedReplaced];
  /**
   * One feed has to do for an hour, or until it ends: the second one could not be relied upon. A silent loss would go
   * unnoticed meanwhile.
   */
  redundancyLost: [event: RedundancyLost];
  /** Two ways to open the socket differ: one does not bring a type of event at all. Told once for each type. */
  formsDiffer: [event: FormsDiffer];
  /** A frame arrived that is neither event nor answer. Told for the first; `stats().framesRejected` counts all. */
  frameRejected: [event: RejectedFrame];
  /** An attempt to open a feed has failed; the next one follows by itself. */
  attemptFailed: [event: FeedAttemptFailed];
  /** It was closed by `close()` or its signal. Nothing follows. */
  closed: [event: StreamClosed];
  /** It cannot go on. Nothing follows. */
  failed: [event: StreamFailed];
}

/** See {@link StreamLifecycle.live}. */
export interface StreamLive {
  /** What proves that events come. */
  readonly proof: FeedProof;
  /** When the interruption had begun that is over now; absent the first time. */
  readonly interruptedAt?: number;
}

/** See {@link StreamLifecycle.interrupted}. */
export interface StreamInterrupted {
  /** Why nothing can come. */
  readonly cause: GapCause;
  /** When the stream was last known good. The gap that follows may begin earlier, where the listen key died unnoticed. */
  readonly since: number;
}

/** See {@link StreamLifecycle.rotated}. */
export interface StreamRotated {
  /** Why the connection was replaced. */
  readonly reason: RetiringReason;
  /** Which of the stream's sockets: 0 or 1. */
  readonly lane: number;
}

/** See {@link StreamLifecycle.feedReplaced}. */
export interface FeedReplaced {
  /** Which of the stream's sockets: 0 or 1. */
  readonly lane: number;
  /** The event that it lacked. */
  readonly type: string;
  /** The socket form it used; absent where there is no choice. */
  readonly form?: string;
}

/** See {@link StreamLifecycle.redundancyLost}. */
export interface RedundancyLost {
  /** `lacking`: a feed lacked events twice within an hour. `evicted`: the exchange closes one socket when the other opens. */
  readonly reason: "lacking" | "evicted";
}

/** See {@link StreamLifecycle.formsDiffer}. */
export interface FormsDiffer {
  /** The event that only the other form brings. */
  readonly type: string;
  /** The socket form that does not bring it. */
  readonly form: string;
}

/** See {@link StreamLifecycle.attemptFailed}. */
export interface FeedAttemptFailed {
  /** Which of the stream's sockets: 0 or 1. */
  readonly lane: number;
  /** Why; absent where the exchange simply closed the connection. */
  readonly error?: ListenKeyError;
  /** How many attempts in a row have failed. */
  readonly attempt: number;
  /** When the next one is made at the earliest. */
  readonly retryAt: number;
}

/** See {@link StreamLifecycle.closed}. */
export interface StreamClosed {
  /** How many events were delivered in all. */
  readonly events: number;
  /** How many of them after events that followed them. */
  readonly late: number;
  /** How many gaps there were. */
  readonly gaps: number;
}

/** See {@link StreamLifecycle.failed}. */
export interface StreamFailed {
  /** What no attempt would get over. */
  readonly error: ListenKeyError;
}
