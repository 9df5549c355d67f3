/**
 * Where listen keys come from. Managers and streams build one from `apiKey`, or take yours as `keys`:
 * a key server for browsers, a vault.
 *
 * Reject with a `ListenKeyError` to say what kind of failure it was; anything else counts as `NETWORK` and
 * is retried, and only its name goes into the error, because it might hold secrets.
 */
export interface KeySource {
  /** Obtains the account's listen key, new or extended. */
  create(call: KeyCall): Promise<KeyGrant>;
  /** Extends a key. Resolves with the key that now lives, which may be another one. */
  renew(listenKey: string, call: KeyCall): Promise<KeyGrant>;
  /** Ends a key for everybody who uses it. Without it `manager.revoke()` is a `CONFIGURATION` error. */
  revoke?(listenKey: string, call: KeyCall): Promise<void>;
}

/** What comes with each call to a {@link KeySource}. */
export interface KeyCall {
  /** Ends the call: it took too long, or nobody wants the answer any more. */
  readonly signal: AbortSignal;
}

/** A listen key and how long it lives. */
export interface KeyGrant {
  /** The key: a bearer secret, opaque. */
  readonly listenKey: string;
  /**
   * When the key ends unless renewed, in epoch milliseconds of the *local* clock.
   * Defaults to the product's lifetime counted from when the call was sent.
   */
  readonly expiresAt?: number;
}
