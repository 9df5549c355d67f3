import type { ListenKeyEvents } from "./events.ts";
import type { ListenKeyManagerOptions } from "./options.ts";
import type { KeySource } from "../seams/key-source.ts";
import { ManagerHandle } from "./manager-handle.ts";

/**
 * Where a manager stands.
 *
 * - `idle`: not opened, or `open()` gave up.
 * - `opening`: the first key is being obtained.
 * - `live`: there is a key, and it was renewed when it was due.
 * - `suspended`: the key lives until `expiresAt`, but could not be renewed; it is tried again.
 * - `lost`: there is no key that can be vouched for; a new one is being obtained.
 * - `closed`: by `close()` or `revoke()`. Final.
 * - `failed`: asking again would not help; the `failed` event has the error. Final.
 */
export type ListenKeyState =
  | "idle"
  | "opening"
  | "live"
  | "suspended"
  | "lost"
  | "closed"
  | "failed";

/** Options of {@link ListenKeyManager.open}. */
export interface OpenOptions {
  /**
   * Ends the waiting with `ABORTED`, or with `TIMEOUT` if it is a time limit (`AbortSignal.timeout`). The manager returns
   * to `idle` if nobody else waits.
   */
  readonly signal?: AbortSignal;
}

/** New credentials: an API key, or a source of your own. */
export type Credentials =
  | { readonly apiKey: string; readonly keys?: undefined }
  | { readonly keys: KeySource; readonly apiKey?: undefined };

/**
 * Keeps a listen key alive.
 *
 * Managers on the same transport, environment, product and API key share one key and one renewal; each has its own
 * `open()` and `close()`.
 */
export interface ListenKeyManager {
  /** Where it stands. Changes before the event that tells of it. */
  readonly state: ListenKeyState;
  /** The key, a secret; nothing while there is none that can be vouched for. */
  readonly listenKey: string | undefined;
  /** Fingerprint of the key, safe to log; the `keyId` of the events. */
  readonly keyId: string | undefined;
  /** When the key ends unless renewed, in epoch milliseconds of the local clock. */
  readonly expiresAt: number | undefined;
  /** Until when the exchange wants no requests, in epoch milliseconds; nothing if it takes them. */
  readonly blockedUntil: number | undefined;

  /**
   * Obtains the account's listen key and keeps it alive until {@link ListenKeyManager.close}.
   *
   * While a key is there it resolves with it without a request; any number of calls make one.
   * Failures that may pass are retried until `openTimeoutMs`; then it rejects with the first of them and the manager
   * is `idle` again. A pending `open()` keeps the process alive.
   *
   * @example
   * const listenKey = await manager.open();
   *
   * @throws The first failure, `ABORTED`, `TIMEOUT`, `CLOSED`, or what made the manager fail.
   */
  open(options?: OpenOptions): Promise<string>;

  /**
   * Stops managing and leaves the key to lapse, because other processes may hold the same one.
   * Once it resolves nothing follows: no request, no timer, no event. Never rejects.
   */
  close(): Promise<void>;

  /**
   * Closes, and ends the key at the exchange: **for every program on the account**. Without a key it is `close()`.
   * Where a DELETE names no key, the exchange is asked first which key the account has now (by the call that renews): if
   * it is another one, ours is gone already, and no DELETE is sent.
   *
   * @throws `IN_USE` while another manager or stream of this process holds the key, over whatever API key or
   * transport; the exchange's refusal; or `NETWORK` or `TIMEOUT` if the exchange left the question or the DELETE
   * unanswered and the key is not known to be gone. The manager then goes on, and confirms the key first.
   */
  revoke(): Promise<void>;

  /**
   * Says that a stream opened with this key has reported `listenKeyExpired`. A new key is obtained at once.
   * A late word about an old key does nothing.
   */
  reportExpired(listenKey: string): void;

  /**
   * Goes on with another API key or source, for all handles that share the key now. What lives is not touched; if the
   * credentials are new, the key is confirmed at once.
   *
   * @throws `CONFIGURATION` if they are malformed, or used by another manager; `CLOSED` if this one was closed, or what
   * made it fail.
   */
  replaceCredentials(credentials: Credentials): void;

  /** Calls back at each event. What a listener throws goes to `onListenerError`. */
  on<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this;
  /** Calls back at the next such event only. */
  once<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this;
  /** Stops calling back. */
  off<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this;
}

/**
 * Makes a {@link ListenKeyManager}. Nothing is sent before {@link ListenKeyManager.open}, and from then until
 * {@link ListenKeyManager.close} it counts as a user of the key. Close every manager you make, opened or not: what it
 * shares with others is kept for it until then.
 *
 * @example
 * const manager = createListenKeyManager({ product: umfutures, apiKey, transport: fetchTransport() });
 * manager.on("renewed", ({ expiresAt }) => console.log("good until", new Date(expiresAt)));
 * const listenKey = await manager.open();
 *
 * @throws `CONFIGURATION` for a wrong option, before any request.
 */
export function createListenKeyManager(options: ListenKeyManagerOptions): ListenKeyManager {
  return new ManagerHandle(options);
}
