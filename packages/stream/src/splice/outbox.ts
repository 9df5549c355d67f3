import type { Frame } from "./frame.ts";

/** Where deliveries and doubts go. */
export interface Recipient {
  deliver(frame: Frame, late: boolean): void;
  undecided(from: number, to: number): void;
}

/** What has been decided, and not told yet. */
type Decision =
  | { readonly frame: Frame; readonly late: boolean }
  | { readonly from: number; readonly to: number };

/**
 * Collects what has been decided, until there is a whole state to come back to: whoever is told of an event may close
 * everything. What comes of that is told after everything that was decided before.
 */
export class Outbox implements Recipient {
  readonly #recipient: Recipient;
  readonly #waiting: Decision[] = [];
  #isTelling = false;

  constructor(recipient: Recipient) {
    this.#recipient = recipient;
  }

  deliver(frame: Frame, late: boolean): void {
    this.#waiting.push({ frame, late });
  }

  undecided(from: number, to: number): void {
    this.#waiting.push({ from, to });
  }

  /** Delivers what takes no decision, so that the state is whole: at once, unless something is being told. */
  pass(frame: Frame): void {
    if (this.#isTelling || this.#waiting.length > 0) {
      this.deliver(frame, false);
    } else {
      this.#isTelling = true;
      try {
        this.#recipient.deliver(frame, false);
      } finally {
        this.#isTelling = false;
      }
    }
    this.flush();
  }

  /** Tells everything. */
  flush(): void {
    if (this.#isTelling || this.#waiting.length === 0) return;
    this.#isTelling = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.#tell(next);
      }
    } finally {
      this.#isTelling = false;
    }
  }

  #tell(decision: Decision): void {
    if ("frame" in decision) this.#recipient.deliver(decision.frame, decision.late);
    else this.#recipient.undecided(decision.from, decision.to);
  }
}
