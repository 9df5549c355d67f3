import { ListenKeyError } from "../errors.ts";
import type { KeyMember, OwnerNews } from "../owner/herald.ts";
import { KeyLease } from "../owner/key-lease.ts";
import type { KeyOwner } from "../owner/key-owner.ts";
import { endOf, type Key } from "../owner/key.ts";
import { transportErrorFrom } from "../seams/transport-error.ts";
import type { AttemptFailed, KeyCreated, KeyFailed, ListenKeyEvents } from "./events.ts";
import { Listeners } from "./listeners.ts";
import type { Credentials, ListenKeyManager, ListenKeyState, OpenOptions } from "./manager.ts";
import { managerSettings, type ListenKeyManagerOptions, type ManagerSettings } from "./options.ts";
import { Waiters } from "./waiters.ts";

/** `held`: it has been given the owner's key, and its state is the owner's. */
type Stage = "idle" | "opening" | "held" | "closed" | "failed";

/** One handle on a key: who opened it, who waits, who listens. The key itself is its owner's. */
export class ManagerHandle implements ListenKeyManager, KeyMember {
  readonly #settings: ManagerSettings;
  readonly #lease: KeyLease;
  /** Made with the first listener: many managers have none. */
  #listeners: Listeners<ListenKeyEvents> | undefined;
  /** The pending `open()` calls, while there are any. */
  #waiters: Waiters | undefined;
  #stage: Stage = "idle";
  #closing: Promise<void> | undefined;
  #revoking: Promise<void> | undefined;

  constructor(options: ListenKeyManagerOptions) {
    this.#settings = managerSettings(options);
    this.#lease = new KeyLease(this.#settings);
  }

  get state(): ListenKeyState {
    if (this.#stage !== "held") return this.#stage;
    const { phase } = this.#owner;
    // An owner that its last user has left has no key; whoever still looks at it was that user.
    return phase === "empty" ? "lost" : phase;
  }

  get listenKey(): string | undefined {
    return this.#key?.listenKey;
  }

  get keyId(): string | undefined {
    return this.#key?.keyId;
  }

  get expiresAt(): number | undefined {
    return this.#key && endOf(this.#key, this.#settings.clock);
  }

  get blockedUntil(): number | undefined {
    return this.#owner.blockedUntil;
  }

  open(options?: OpenOptions): Promise<string> {
    const { signal } = options ?? {};
    const refused = this.#ended() ?? abortedBy(signal) ?? this.#renewLease();
    if (refused !== undefined) return Promise.reject(refused);
    const { listenKey } = this;
    if (listenKey !== undefined && this.#owner.isAvailable) return Promise.resolve(listenKey);
    const { clock, openTimeoutMs } = this.#settings;
    this.#waiters ??= new Waiters(clock, openTimeoutMs, this);
    const opened = this.#waiters.add(signal);
    if (this.#stage === "idle") this.#join();
    return opened;
  }

  close(): Promise<void> {
    if (this.#stage === "failed") return Promise.resolve();
    return this.#shut({ keyId: this.keyId, revoked: false });
  }

  revoke(): Promise<void> {
    const ended = this.#ended();
    if (ended !== undefined) return Promise.reject(ended);
    if (this.#key === undefined) return this.close();
    return (this.#revoking ??= this.#revoke().finally(() => {
      this.#revoking = undefined;
    }));
  }

  reportExpired(listenKey: string): void {
    if (this.#stage === "held") this.#owner.keyExpired(listenKey);
  }

  replaceCredentials(credentials: Credentials): void {
    const ended = this.#ended();
    if (ended !== undefined) throw ended;
    this.#lease.replaceCredentials(credentials);
  }

  on<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this {
    this.#listen().on(name, listener);
    return this;
  }

  once<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this {
    this.#listen().once(name, listener);
    return this;
  }

  off<Name extends keyof ListenKeyEvents>(
    name: Name,
    listener: (...event: ListenKeyEvents[Name]) => unknown,
  ): this {
    this.#listen().off(name, listener);
    return this;
  }

  hear(name: keyof OwnerNews, event?: unknown): void {
    switch (name) {
      case "created":
      case "available":
        return this.#stage === "opening" ? this.#admit() : this.#hearOfKey(name, event);
      case "createFailed":
        return this.#hearOfFailure(event as AttemptFailed);
      case "failed":
        return this.#fail(event as KeyFailed);
      default:
        if (this.#stage === "held") this.#listeners?.emit(name, event as never);
    }
  }

  /** The owner has a key: this handle has it too. */
  #admit(): void {
    const { isAvailable, key } = this.#owner;
    if (!isAvailable || key === undefined) return;
    this.#stage = "held";
    this.#hearOfKey("created", { keyId: key.keyId, expiresAt: endOf(key, this.#settings.clock) });
    const { suspension } = this.#owner;
    if (suspension !== undefined) this.hear("suspended", suspension);
  }

  #hearOfKey(name: "created" | "available", event: unknown): void {
    if (this.#stage !== "held") return;
    if (name === "created") this.#listeners?.emit(name, event as KeyCreated);
    if (!this.#owner.isAvailable) return;
    this.#waiters?.resolve(this.listenKey ?? "");
    this.#waiters = undefined;
  }

  #hearOfFailure(event: AttemptFailed): void {
    if (this.#stage !== "opening" && this.#stage !== "held") return;
    this.#waiters?.note(event.error);
    this.#listeners?.emit("createFailed", event);
  }

  #fail(event: KeyFailed): void {
    if (this.#stage !== "opening" && this.#stage !== "held") return;
    this.#stage = "failed";
    this.#lease.release();
    this.#listeners?.emit("failed", event);
    this.#waiters?.reject(event.error);
    this.#listeners?.clear();
  }

  get #owner(): KeyOwner {
    return this.#lease.owner;
  }

  get #key(): Key | undefined {
    return this.#stage === "held" ? this.#owner.key : undefined;
  }

  /** An owner that has failed is of no use to a handle that comes later. @returns Why there is no other. */
  #renewLease(): ListenKeyError | undefined {
    if (this.#stage !== "idle") return undefined;
    try {
      this.#lease.renew();
      return undefined;
    } catch (error) {
      return error as ListenKeyError;
    }
  }

  #join(): void {
    this.#stage = "opening";
    this.#owner.join(this);
    this.#admit();
  }

  #listen(): Listeners<ListenKeyEvents> {
    return (this.#listeners ??= new Listeners(this.#settings.options.onListenerError));
  }

  /** Nobody waits for a key any more. */
  gaveUp(): void {
    this.#waiters = undefined;
    if (this.#stage !== "opening") return;
    this.#stage = "idle";
    void this.#owner.leave(this);
  }

  #revoke(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#owner.revoke({
        member: this,
        revoked: ({ keyId, wasSent }) => resolve(this.#shut({ keyId, revoked: wasSent })),
        refused: reject,
      });
    });
  }

  /** Ends the handle, once: a listener that hears of it may call `close()` again. */
  #shut({ keyId, revoked }: { keyId: string | undefined; revoked: boolean }): Promise<void> {
    if (this.#closing !== undefined) return this.#closing;
    let left = (): void => undefined;
    this.#closing = new Promise((resolve) => {
      left = resolve;
    });
    this.#stage = "closed";
    void this.#owner.leave(this).then(left);
    this.#lease.release();
    this.#waiters?.reject(closedError());
    this.#listeners?.emit("closed", { revoked, ...(keyId !== undefined && { keyId }) });
    this.#listeners?.clear();
    return this.#closing;
  }

  /** Why nothing more can be asked of this manager, if it has ended. */
  #ended(): ListenKeyError | undefined {
    if (this.#stage === "closed") return closedError();
    return this.#stage === "failed" ? (this.#owner.failure ?? closedError()) : undefined;
  }
}

function abortedBy(signal: AbortSignal | undefined): ListenKeyError | undefined {
  return signal?.aborted ? transportErrorFrom(undefined, signal) : undefined;
}

function closedError(): ListenKeyError {
  return new ListenKeyError(
    "CLOSED",
    "The manager is closed; make a new one with createListenKeyManager",
  );
}
