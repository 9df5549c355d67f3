/**
 * What went wrong, as a closed set. Switch on it; messages are for people and may change.
 *
 * - `CONFIGURATION`: an option is wrong; thrown by the call it was given to, before any request.
 * - `ABORTED`: the caller's signal ended it.
 * - `CLOSED`: the manager was closed.
 * - `NETWORK`: the exchange could not be reached, or hung up.
 * - `TIMEOUT`: the exchange did not answer in time.
 * - `BAD_RESPONSE`: the exchange answered something that cannot be understood.
 * - `REJECTED`: the exchange answered, and the answer was no.
 * - `RATE_LIMITED`: the exchange wants no requests until a given time (HTTP 429, 418, or a firewall's 403).
 * - `RETIRED`: the exchange has switched the endpoint off (HTTP 410).
 * - `IN_USE`: another handle in this process holds the listen key.
 * - `BACKLOG`: events came faster than they were read.
 */
export type ListenKeyErrorCode =
  | "CONFIGURATION"
  | "ABORTED"
  | "CLOSED"
  | "NETWORK"
  | "TIMEOUT"
  | "BAD_RESPONSE"
  | "REJECTED"
  | "RATE_LIMITED"
  | "RETIRED"
  | "IN_USE"
  | "BACKLOG";

/** Everything listenkey throws or reports. Never holds an API key, secret, signature or listen key. */
export class ListenKeyError extends Error {
  /** The name of its class. */
  override readonly name: string = "ListenKeyError";
  /** What went wrong, as a closed set. */
  readonly code: ListenKeyErrorCode;

  constructor(code: ListenKeyErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** The brand by which {@link isListenKeyError} knows errors of another copy of this package. */
  get isListenKeyError(): true {
    return true;
  }
}

/** The exchange answered, and the answer was no. */
export class RejectedError extends ListenKeyError {
  /** The name of its class. */
  override readonly name = "RejectedError";
  /** The HTTP status. */
  readonly status: number;
  /** The exchange's own number, e.g. `-1125` for a key it no longer knows; absent when it sent none. */
  readonly exchangeCode: number | undefined;

  constructor(
    message: string,
    answer: { readonly status: number; readonly exchangeCode?: number | undefined },
  ) {
    super("REJECTED", message);
    this.status = answer.status;
    this.exchangeCode = answer.exchangeCode;
  }
}

/** The exchange answered with success, but what it said cannot be understood. */
export class BadResponseError extends ListenKeyError {
  /** The name of its class. */
  override readonly name = "BadResponseError";
  /** The HTTP status. */
  readonly status: number;

  constructor(message: string, answer: { readonly status: number }) {
    super("BAD_RESPONSE", message);
    this.status = answer.status;
  }
}

/** The exchange wants no requests for a while. Nothing is drawn from the pool before {@link retryAt}. */
export class RateLimitedError extends ListenKeyError {
  /** The name of its class. */
  override readonly name = "RateLimitedError";
  /** The HTTP status: 429, 418 or 403. */
  readonly status: number;
  /** When the pool is released, in epoch milliseconds of the local clock. */
  readonly retryAt: number;

  constructor(message: string, answer: { readonly status: number; readonly retryAt: number }) {
    super("RATE_LIMITED", message);
    this.status = answer.status;
    this.retryAt = answer.retryAt;
  }
}

/** The exchange has switched this endpoint off for good. */
export class RetiredError extends ListenKeyError {
  /** The name of its class. */
  override readonly name = "RetiredError";
  /** What to use instead. */
  readonly successor: string;
  /** The day it was switched off, as `YYYY-MM-DD`; absent where it is not known. */
  readonly since: string | undefined;

  constructor(
    message: string,
    facts: { readonly successor: string; readonly since?: string | undefined },
  ) {
    super("RETIRED", message);
    this.successor = facts.successor;
    this.since = facts.since;
  }
}

/** Events came faster than an iterator was read, and its buffer ran over. The stream lives on. */
export class BacklogError extends ListenKeyError {
  /** The name of its class. */
  override readonly name = "BacklogError";
  /** How many items were dropped with the buffer. */
  readonly count: number;

  constructor(count: number) {
    super(
      "BACKLOG",
      `Events came faster than they were read, and ${count} items were dropped. ` +
        "Iterate again to go on; the next iterator begins with a gap that says what was missed. " +
        "Do less between two reads, or give the stream a larger `buffer`",
    );
    this.count = count;
  }
}

/** Whether an error came from listenkey, whichever copy of the package made it. */
export function isListenKeyError(error: unknown): error is ListenKeyError {
  return error instanceof Error && "isListenKeyError" in error;
}

/** An option is wrong. Names the option and the remedy, never the value of a secret. */
export function configurationError(message: string): ListenKeyError {
  return new ListenKeyError("CONFIGURATION", message);
}
