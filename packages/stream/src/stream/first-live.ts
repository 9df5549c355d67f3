import { transportErrorFrom } from "@listenkey/core/transport";
import type { ListenKeyError } from "@listenkey/core";

/** What those wait for who want to know that a stream is live: that it is for the first time, or never will be. */
export class FirstLive {
  readonly #settled: Promise<void>;
  #resolve: () => void = () => undefined;
  #reject: (error: ListenKeyError) => void = () => undefined;

  constructor() {
    this.#settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Nobody has to wait for it.
    this.#settled.catch(() => undefined);
  }

  /** It is live. */
  reached(): void {
    this.#resolve();
  }

  /** It never will be, unless it has been. */
  missed(error: ListenKeyError): void {
    this.#reject(error);
  }

  /** Waits, until the signal ends the waiting. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    if (signal === undefined) return this.#settled;
    let stopWaiting = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      stopWaiting = () => reject(transportErrorFrom(undefined, signal));
    });
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting);
    try {
      await Promise.race([this.#settled, aborted]);
    } finally {
      signal.removeEventListener("abort", stopWaiting);
    }
  }
}
