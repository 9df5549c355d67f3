import type { Proof } from "../wire/arrival.ts";
import type { Instant } from "@listenkey/core/kit";
import type { RejectedFrame, WireEnd, WireEvent } from "../wire/wire.ts";

/** How a link ended. */
export interface LinkEnd extends Pick<WireEnd, "error" | "refusal"> {
  /** When the connection was asked for; absent if it never was. */
  readonly dialledAt: Instant | undefined;
}

/** Where the owner of a link hears what happens to it. Nothing comes before the link has been handed out, nor after `close`. */
export interface LinkHandlers {
  /** The listen key is being named to the server, be it by the handshake itself: from now on events may come. Once. */
  joined(): void;
  /** The server has not objected. Once. */
  acknowledged(): void;
  /** The connection was heard at that moment. Often. */
  heard(readAt: Instant): void;
  /** An event of the listen key, or of the whole connection; control events included. */
  event(event: WireEvent): void;
  /** A frame arrived that is no event and no answer. */
  rejected(frame: RejectedFrame): void;
  /** The connection may be dead, although nothing says so. */
  unproven(): void;
  /** It is over. Once, and last. */
  ended(end: LinkEnd): void;
}

/** A listen key on a connection: on one of its own, or beside others. */
export interface KeyLink {
  /** When the connection was opened; absent before. */
  readonly connectedAt: Instant | undefined;
  /** When the connection was heard last; absent before it was open. */
  readonly heardAt: Proof | undefined;
  /** Within how many milliseconds it is noticed that the connection is dead. */
  readonly livenessBoundMs: number;
  /** Asks the server at once whether it lives. */
  probe(): void;
  /** Ends it at once as far as the owner can see. Resolves when nothing of it is left. */
  close(): Promise<void>;
}
