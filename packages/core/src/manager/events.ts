import type { ListenKeyError } from "../errors.ts";

/**
 * What a manager announces, in the order of a key's life. Past tense: it has happened, and the manager's state has
 * changed already. Events hold no listen key, only its `keyId`, a short fingerprint that is safe to log.
 */
export interface ListenKeyEvents {
  /** A listen key is there: after `open()`, and after `lost`. */
  created: [event: KeyCreated];
  /** An attempt to create a key failed; another follows by itself while somebody waits for the key. */
  createFailed: [event: AttemptFailed];
  /** The key was extended. */
  renewed: [event: KeyRenewed];
  /** An attempt to renew failed; another follows by itself. One event per attempt. */
  renewalFailed: [event: RenewalFailed];
  /** The key could not be renewed when it was due. It still lives until `expiresAt`, and is tried again. */
  suspended: [event: KeySuspended];
  /** The account's key has become another one: sockets opened with the old one hear nothing any more. */
  replaced: [event: KeyReplaced];
  /** There is no key that can be vouched for. A new one is being created. */
  lost: [event: KeyLost];
  /** The manager has given up for good; the error says why. */
  failed: [event: KeyFailed];
  /** The manager was closed. The last event. */
  closed: [event: ManagerClosed];
}

/** Data of `created`. */
export interface KeyCreated {
  /** Fingerprint of the key. */
  readonly keyId: string;
  /** When the key ends unless renewed, in epoch milliseconds of the local clock. */
  readonly expiresAt: number;
  /** Fingerprint of the key that was lost before; the exchange may have given the same one again. */
  readonly previousKeyId?: string;
}

/** Data of `renewed`. */
export interface KeyRenewed {
  /** Fingerprint of the key. */
  readonly keyId: string;
  /** When the key ends unless renewed again, in epoch milliseconds of the local clock. */
  readonly expiresAt: number;
}

/** Data of `replaced`. */
export interface KeyReplaced extends KeyRenewed {
  /** Fingerprint of the key that is no longer valid. */
  readonly previousKeyId: string;
}

/** Data of `createFailed`. */
export interface AttemptFailed {
  /** Why. */
  readonly error: ListenKeyError;
  /** How many attempts in a row have failed, this one included. */
  readonly attempt: number;
  /** When the next attempt is made at the earliest, in epoch milliseconds. */
  readonly retryAt: number;
}

/** Data of `renewalFailed`. */
export interface RenewalFailed extends AttemptFailed {
  /** Fingerprint of the key. */
  readonly keyId: string;
}

/** Data of `suspended`. */
export interface KeySuspended {
  /** Fingerprint of the key. */
  readonly keyId: string;
  /**
   * `unreachable`: the attempt failed. `unauthorized`: the API key is not accepted (any more).
   * `blocked`: the exchange wants no requests from here, so none was made.
   */
  readonly reason: "unreachable" | "unauthorized" | "blocked";
  /** When the key ends unless renewed, in epoch milliseconds of the local clock. */
  readonly expiresAt: number;
}

/** Data of `lost`. */
export interface KeyLost {
  /** Fingerprint of the key. */
  readonly keyId: string;
  /** `expired`: the exchange said so. `deadline`: its life has passed without a renewal. */
  readonly reason: "expired" | "deadline";
}

/** Data of `failed`. */
export interface KeyFailed {
  /** Why asking again would not help. */
  readonly error: ListenKeyError;
}

/** Data of `closed`. */
export interface ManagerClosed {
  /** Fingerprint of the key that was held last; absent if there was none. */
  readonly keyId?: string;
  /** Whether the key was revoked, rather than left to lapse. */
  readonly revoked: boolean;
}
