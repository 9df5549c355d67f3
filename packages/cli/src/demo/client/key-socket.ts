import type { CancelTimer, Clock, ListenKeyManager, Random } from "@listenkey/core";
import type { Socket, Transport } from "@listenkey/core/transport";
import { eventName } from "./event-name.ts";

/** The first pause before a dropped socket is opened again; later ones are twice as long each time. */
const FIRST_PAUSE_MS = 250;

/** The longest pause, in milliseconds. */
const LONGEST_PAUSE_MS = 30_000;

/** A socket that lasted so long has made up for the failures before it, in milliseconds. */
const LASTED_MS = 60_000;

/** Options of {@link KeySocket}. */
export interface KeySocketOptions {
  /** Whose key opens the socket. */
  readonly manager: ListenKeyManager;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** The user data stream of a listen key. */
  readonly urlOf: (listenKey: string) => string;
  /** The socket is open. */
  readonly onOpen: () => void;
  /** The socket has ended, though nobody asked for that. */
  readonly onDrop: () => void;
  /** An account event has arrived. */
  readonly onEvent: () => void;
}

/** Follows a manager's key with one socket: a new one for every new key, and again after every drop. */
export class KeySocket {
  readonly #options: KeySocketOptions;
  #socket: Socket | undefined;
  #openedAt: number | undefined;
  #failures = 0;
  #cancelRetry: CancelTimer | undefined;

  constructor(options: KeySocketOptions) {
    this.#options = options;
    const { manager } = options;
    manager.on("created", () => this.#reopen());
    manager.on("replaced", () => this.#reopen());
    manager.on("lost", () => this.close());
    manager.on("failed", () => this.close());
    manager.on("closed", () => this.close());
  }

  /** Ends the socket, until there is a new key. */
  close(): void {
    this.#cancelRetry?.();
    this.#socket?.close();
    this.#socket = undefined;
    this.#openedAt = undefined;
  }

  #reopen(): void {
    this.close();
    const { manager, transport, urlOf } = this.#options;
    const { listenKey } = manager;
    if (listenKey === undefined) return;
    this.#socket = transport.connect(
      { url: urlOf(listenKey) },
      {
        open: () => this.#opened(),
        message: (text) => this.#received(text, listenKey),
        unreadable: () => undefined,
        activity: () => undefined,
        end: () => this.#dropped(),
      },
    );
  }

  #opened(): void {
    this.#openedAt = this.#options.clock.monotonic();
    this.#options.onOpen();
  }

  /** Words about the stream itself are acted on, and are no account events. */
  #received(text: string, listenKey: string): void {
    switch (eventName(text)) {
      case undefined:
        return;
      case "listenKeyExpired":
        // It counts against the key that this socket was opened with, and no other.
        return this.#options.manager.reportExpired(listenKey);
      case "serverShutdown":
        return this.#reopen();
      default:
        this.#options.onEvent();
    }
  }

  #dropped(): void {
    const { clock, onDrop } = this.#options;
    const lasted = this.#openedAt === undefined ? 0 : clock.monotonic() - this.#openedAt;
    if (this.#openedAt !== undefined) onDrop();
    this.#socket = undefined;
    this.#openedAt = undefined;
    if (lasted >= LASTED_MS) this.#failures = 0;
    const retry = (): void => this.#reopen();
    this.#cancelRetry = clock.setTimer(this.#pause(), retry, { ref: true });
    this.#failures += 1;
  }

  /** Half of it is drawn, so that clients do not come in step; the other half keeps the dials few. */
  #pause(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures, 16));
    return longest * (0.5 + this.#options.random() / 2);
  }
}
