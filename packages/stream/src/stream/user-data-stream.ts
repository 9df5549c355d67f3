// For programs whose own library does not name `Symbol.asyncDispose` yet.
/// <reference lib="esnext.disposable" preserve="true" />
import type { ListenerOf, OpenCredentials } from "../options.ts";
import type { EventPayload } from "@listenkey/core/product";
import type { StreamItem } from "../gap.ts";
import type { StreamLifecycle } from "./lifecycle.ts";

/**
 * `opening → live ⇄ interrupted`, ending in `closed` or `failed`.
 *
 * - `opening`: no event can come yet.
 * - `live`: at least one feed is proved to bring the account's events.
 * - `interrupted`: it was live, and no feed is; a gap will stand where it goes on.
 * - `closed`: by `close()` or the signal.
 * - `failed`: an error that no attempt will get over.
 */
export type StreamState = "opening" | "live" | "interrupted" | "closed" | "failed";

/** What a stream emits: its items as they come, and its lifecycle. */
export interface StreamEvents<Payload extends EventPayload> extends StreamLifecycle {
  /** Every item, gaps included, in order. */
  event: [item: StreamItem<Payload>];
}

/** Numbers about a stream since it was opened. */
export interface StreamStats {
  /** How many sockets are proved to bring the account's events at present; 0 while none is. */
  readonly liveSockets: number;
  /** Events delivered, gaps not counted. */
  readonly events: number;
  /** Copies of the second feed that were recognised and dropped. */
  readonly copiesDropped: number;
  /** Events delivered after events that followed them. */
  readonly late: number;
  /** Connections replaced before they were closed. */
  readonly rotations: number;
  /** Feeds opened again after they had ended. */
  readonly reconnects: number;
  /** Gaps delivered. */
  readonly gaps: number;
  /** Frames that were neither event nor answer. */
  readonly framesRejected: number;
  /** How long the last event had been under way, from its event time to its arrival, in milliseconds; absent before one. */
  readonly lagMs: number | undefined;
  /** Within how many milliseconds a dead connection is noticed, on the feed that is worst off; absent while none is open. */
  readonly livenessBoundMs: number | undefined;
}

/**
 * The user data stream of one account: every event once, in order, and a gap wherever that could not be kept.
 *
 * Iterate it, or listen to `event`. Without either nothing is kept. It holds the process until it is closed.
 */
export interface UserDataStream<Payload extends EventPayload = EventPayload> extends AsyncIterable<
  StreamItem<Payload>
> {
  /** Where it is in its life. It changes before the event that tells of it. */
  readonly state: StreamState;
  /**
   * When it was last proved that events come, in epoch milliseconds of the local clock: the connection was heard, and
   * the listen key confirmed, or an event arrived. Absent before the first `live`. When it is old, stop quoting.
   */
  readonly provenAt: number | undefined;
  /** Until when the exchange wants no requests, in epoch milliseconds; absent if it takes them. */
  readonly blockedUntil: number | undefined;
  /**
   * Resolves when the stream is live for the first time, at once if it has been.
   *
   * @throws What made it fail, `CLOSED` if it is closed before, `ABORTED` or `TIMEOUT` by the signal given here (which
   * ends the waiting, not the stream).
   */
  ready(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Calls a listener for each such event, until {@link off}. What it throws is reported, and hurts nobody. */
  on<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this;
  /** Calls a listener for the next such event. */
  once<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this;
  /** Removes a listener. */
  off<Name extends keyof StreamEvents<Payload>>(
    name: Name,
    listener: ListenerOf<StreamEvents<Payload>[Name]>,
  ): this;
  /** Numbers since it was opened. */
  stats(): StreamStats;
  /**
   * Uses another API key, signer or key source from now on, of the same account. What lives is not touched.
   *
   * @throws `CONFIGURATION` if they are malformed, or of another kind than before.
   */
  replaceCredentials(credentials: OpenCredentials): void;
  /**
   * Ends it: iterators finish, and once it resolves there is no request, no timer and no event, ever. The listen key is
   * left to lapse, because others may use the same one. Calling it again gives the same promise.
   */
  close(): Promise<void>;
  /** {@link close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
