import { configurationError, ListenKeyError } from "../errors.ts";
import type { RevocationEnd } from "./held-keys.ts";
import type { KeyMember } from "./herald.ts";

/** Somebody wants the key revoked. One of the two is called, as soon as it is known which. */
export interface Revocation {
  /** Who has asked for it. */
  readonly member: KeyMember;
  /**
   * There is no key any more, and the member has left. Without a DELETE sent there was nothing to revoke: the key had
   * been lost before.
   */
  readonly revoked: (facts: {
    readonly keyId: string | undefined;
    readonly wasSent: boolean;
  }) => void;
  /** Tells the process how it ended, once the DELETE has been sent. */
  ended?: (end: RevocationEnd) => void;
  /** The key lives on, or nobody knows. */
  readonly refused: (error: ListenKeyError) => void;
}

/** Why a key is not revoked. */
export function inUse(): ListenKeyError {
  return new ListenKeyError(
    "IN_USE",
    "Somebody else in this process uses the listen key, and revoking it would end their stream; close them first, or use close()",
  );
}

/** Why a key that comes from a source of the user's own is not revoked. */
export function irrevocable(): ListenKeyError {
  return configurationError("keys has no revoke(); add it, or let the key lapse with close()");
}

/** What is told to whoever has left in the middle of it. */
export function abandoned(): ListenKeyError {
  return new ListenKeyError("CLOSED", "Closed before the exchange had answered the revocation");
}
