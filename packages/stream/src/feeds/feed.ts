import type { ListenKeyError } from "@listenkey/core";
import type { CallBudget, DialUrgency, Instant } from "@listenkey/core/kit";
import type { Arrival, Proof } from "../wire/arrival.ts";
import type { GapCause } from "../gap.ts";
import type { RejectedFrame } from "../wire/wire.ts";

/**
 * What shows that a feed brings the account's events.
 *
 * - `subscription`: the WebSocket API has acknowledged it.
 * - `key`: the socket was open, and then REST confirmed the listen key it was opened with. The most a stream host can
 *   give, since a bogus key connects too.
 * - `event`: an event has arrived.
 */
export type FeedProof = "subscription" | "key" | "event";

/** What a feed's proof consists of: something was read on its connection, and its credential lives. */
type ProvenPart = "connection" | "credential";

/** Where the owner of a feed hears what happens to it. Nothing comes before `open` has returned, nor after `close`. */
export interface FeedHandlers {
  /**
   * The subscription is being asked for, be it by the handshake itself: what the exchange produces from now on may come.
   * Once, before `live`.
   */
  joined(): void;
  /** It is proved that every event since {@link FeedProven.completeFrom} comes. Once. */
  live(proven: FeedProven): void;
  /** The proof was renewed at that moment: the connection was heard, or the credential confirmed. Often. */
  proven(what: ProvenPart, at: Instant): void;
  /** An event of the account; may come before `live`. Never a control event. */
  event(event: FeedEvent): void;
  /** A frame arrived that is no event and no answer. It is counted and reported, and nothing else. */
  rejected(frame: RejectedFrame): void;
  /**
   * It should be replaced by a new one before it is closed: `age` when its time has come, `shutdown` when the server
   * is going away and speed matters, `unproven` when it has not been heard for so long that it may be dead although
   * nothing says so. Once for each reason.
   */
  retiring(reason: RetiringReason): void;
  /** It is over. Once, and last. */
  ended(end: FeedEnd): void;
}

/** An event of the account. */
export interface FeedEvent extends Arrival {
  /** Its name; empty if it has none. */
  readonly type: string;
  /** It was held back until its subscription was acknowledged: from then on every event has come. Absent on any other. */
  readonly completeFrom?: Instant | undefined;
}

/** What is proved of a feed. */
export interface FeedProven {
  readonly proof: FeedProof;
  /** From when on every event comes: the subscription had been taken by then. Defaults to now. */
  readonly completeFrom?: Instant | undefined;
  /** The event that has proved it, if one has. */
  readonly by?: Arrival;
}

/** Why a feed asks to be replaced. */
export type RetiringReason = "age" | "shutdown" | "unproven";

/** How a feed ended, or why it never was. */
export interface FeedEnd {
  readonly cause: Exclude<GapCause, "undecided" | "backlog">;
  /** Absent where the exchange simply closed the connection. */
  readonly error?: ListenKeyError;
  /** No attempt will ever succeed: the stream has failed. */
  readonly isFatal?: true;
  /** When the feed is known to have died, in epoch milliseconds of the exchange's clock; absent if nobody knows. */
  readonly diedAt?: number;
  /** For how many milliseconds no further attempt may be made; the owner adds its own delay otherwise. */
  readonly retryInMs?: number;
}

/** One acknowledged subscription on a connection of its own, or on a shared one. It has one owner. */
export interface Feed {
  /** A number that no other feed of the process has. */
  readonly id: number;
  /** When its connection was opened, absent before. A shared connection may be older than the feed. */
  readonly connectedAt: Instant | undefined;
  /**
   * Until when it is proved that everything that was sent on its connection has arrived; absent before it was open.
   * Events prove it, answers to probes, and other signs of life once it is clear that they were read in time.
   */
  readonly heardAt: Proof | undefined;
  /** When its credential was last proved to live, absent before; for subscriptions that have none of their own: {@link heardAt}. */
  readonly credentialProvenAt: Proof | undefined;
  /** What identifies the credential, so that a later proof of the same one reaches back; absent where there is none. */
  readonly credentialId: string | undefined;
  /** Within how many milliseconds a dead connection is noticed, as things stand. */
  readonly livenessBoundMs: number;
  /** Which of the product's socket forms it uses; absent where there is no choice. */
  readonly form: string | undefined;
  /** Asks the server whether it lives, so that {@link heardAt} is renewed, or its end is noticed the sooner. */
  probe(): void;
  /** Ends it at once as far as the owner can see. Resolves when nothing of it is left: an unsubscribe answered or given up. */
  close(): Promise<void>;
}

/** What a feed is opened for. */
export interface FeedRequest {
  /** Feeds of one account in different lanes never share a connection. */
  readonly lane: number;
  /**
   * The account's first feed goes before any account's second, and that before replacements of living ones. To be asked
   * when there is a turn to be had: which feed is the account's first may change while they wait.
   */
  readonly urgency: () => DialUrgency;
  /** How many sockets the account may still open. To be spent when a socket is dialled for it, or one that is there taken. */
  readonly budget: CallBudget;
  /** The socket form to use; absent for the safest. */
  readonly form: string | undefined;
  /** Connections that it must not be on, because a feed of the same account is: the ids of those feeds. */
  readonly apartFrom: readonly Feed[];
  readonly handlers: FeedHandlers;
}

/** A way to the account's events: what differs between listen keys, tokens and signed subscriptions. */
export interface FeedSource {
  /** The socket forms to choose from, the safest first; empty where there is no choice. */
  readonly forms: readonly string[];
  /** Until when the exchange wants no requests, in epoch milliseconds; absent if it takes them. */
  readonly blockedUntil: number | undefined;
  /** Begins to open a feed: waits for a turn to dial, dials, subscribes, and has it proved. Never throws. */
  open(request: FeedRequest): Feed;
  /** Makes sure at once that credential and connections live: time has jumped. */
  doubt(): void;
  /** Another API key, signer or key source from now on; what lives is not touched. @throws `CONFIGURATION` */
  replaceCredentials(credentials: unknown): void;
  /** Nobody wants feeds any more: no request, no timer, nothing held once it resolves. Feeds are closed before. */
  close(): Promise<void>;
}
