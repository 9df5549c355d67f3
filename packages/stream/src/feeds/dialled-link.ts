import type { Proof } from "../wire/arrival.ts";
import type { CancelTimer } from "@listenkey/core";
import type { Instant } from "@listenkey/core/kit";
import type { KeyLink } from "./key-link.ts";

/** What a {@link DialledLink} needs. */
export interface DialledLinkSettings {
  /** Waits for a turn to dial, which never comes at once. @returns Gives the turn up. */
  readonly dial: (go: () => void) => CancelTimer;
  /** Connects; nothing if there is no listen key to connect with any more. */
  readonly connect: () => KeyLink | undefined;
  /** Within how many milliseconds it would be noticed that the connection is dead. */
  readonly livenessBoundMs: number;
}

/** A link that waits for its turn to dial, and then is the one that connects. */
export class DialledLink implements KeyLink {
  readonly #boundMs: number;
  /** Absent once its turn has come: a queue of turns is not held as long as a connection lives. */
  #cancelDial: CancelTimer | undefined;
  #link: KeyLink | undefined;

  constructor({ dial, connect, livenessBoundMs }: DialledLinkSettings) {
    this.#boundMs = livenessBoundMs;
    this.#cancelDial = dial(() => {
      this.#cancelDial = undefined;
      this.#link = connect();
    });
  }

  get connectedAt(): Instant | undefined {
    return this.#link?.connectedAt;
  }

  get heardAt(): Proof | undefined {
    return this.#link?.heardAt;
  }

  get livenessBoundMs(): number {
    return this.#link?.livenessBoundMs ?? this.#boundMs;
  }

  probe(): void {
    this.#link?.probe();
  }

  close(): Promise<void> {
    this.#cancelDial?.();
    return this.#link?.close() ?? Promise.resolve();
  }
}
