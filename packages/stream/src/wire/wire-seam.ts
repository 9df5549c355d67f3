import type { ListenKeyError } from "@listenkey/core";
import type { Instant } from "@listenkey/core/kit";
import type { HttpResponse } from "@listenkey/core/transport";

/** A frame that is no event and no answer, described without its content. */
export interface RejectedFrame {
  /** Why it could not be read. */
  readonly reason: "binary" | "not JSON" | "not an object" | "too large" | "no event";
  /** Its size: bytes of a binary frame, characters of a text frame. */
  readonly size: number;
}

/** An event as it came out of its envelope. */
export interface WireEvent {
  /** The inner event, exactly as it arrived. */
  readonly text: string;
  /** Its name, read from the text. */
  readonly type: string;
  /** What the envelope `{"stream","data"}` names; a secret, for it holds the listen key. Absent without that envelope. */
  readonly stream: string | undefined;
  /** What the envelope `{"subscriptionId","event"}` names; absent without it, and on events of the whole connection. */
  readonly subscriptionId: number | undefined;
  /** When it was read. Whoever hands it on need not look at the clock again. */
  readonly readAt: Instant;
}

/** How a connection ended, or why it never was. */
export interface WireEnd {
  /** `NETWORK` without a close frame, `TIMEOUT` if it was given up because nothing was heard, or never opened in time. */
  readonly error: ListenKeyError | undefined;
  /** The close code; 1006 when there was no close frame. */
  readonly code: number;
  /** The HTTP answer to a refused handshake, where the runtime shows it. */
  readonly refusal: HttpResponse | undefined;
}

/** A request on a wire; the wire adds the `id`. */
export interface WireRequest {
  readonly method: string;
  readonly params?: unknown;
}

/** An answer on a wire: one of the two dialects, as parsed. */
export interface WireAnswer {
  /** The status of the WebSocket API; 200 or 400 on stream hosts, which have none. */
  readonly status: number;
  readonly result: unknown;
  /** Present if the answer was no. */
  readonly error:
    | { readonly code: number; readonly msg: string; readonly data: unknown }
    | undefined;
}
