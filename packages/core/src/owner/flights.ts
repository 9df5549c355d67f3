import type { ListenKeyError } from "../errors.ts";
import type { KeyCall } from "../seams/key-source.ts";

/** What is asked of the exchange. */
export type CallKind = "create" | "renew" | "revoke";

/** What follows from a call. */
export interface Outcome<Answer> {
  readonly granted: (answer: Answer) => void;
  readonly refused: (error: ListenKeyError) => void;
}

/** A call that is under way. */
interface Flight {
  readonly kind: CallKind;
  readonly abort: AbortController;
}

/** The one call that an owner has under way. What has been dropped may still land, but nobody hears of it. */
export class Flights {
  #current: Flight | undefined;
  #settled: Promise<void> | undefined;

  /** What is under way. */
  get kind(): CallKind | undefined {
    return this.#current?.kind;
  }

  /** Resolves when the latest call has settled, be it dropped or not. */
  get settled(): Promise<void> | undefined {
    return this.#settled;
  }

  launch<Answer>(
    kind: CallKind,
    make: (call: KeyCall) => Promise<Answer>,
    outcome: Outcome<Answer>,
  ): void {
    const flight: Flight = { kind, abort: new AbortController() };
    const land = (act: () => void): void => {
      if (this.#current !== flight) return;
      this.#current = undefined;
      this.#settled = undefined;
      act();
    };
    this.#current = flight;
    this.#settled = make({ signal: flight.abort.signal }).then(
      (answer) => land(() => outcome.granted(answer)),
      (error: ListenKeyError) => land(() => outcome.refused(error)),
    );
  }

  /** Ends what is under way. */
  drop(): void {
    const flight = this.#current;
    this.#current = undefined;
    flight?.abort.abort();
  }
}
