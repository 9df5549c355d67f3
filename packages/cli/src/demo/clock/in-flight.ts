import type { CancelTimer, Clock } from "@listenkey/core";

/** How long time stands still for one thing in flight, in real milliseconds. */
const PATIENCE_MS = 50;

/**
 * Patience is lost in pieces of this length. A piece counts for no more than its length however late its timer was:
 * when the machine was busy elsewhere, what is in flight could not land.
 */
const PIECE_MS = 5;

/** What is late is waited for no more, but remembered for so long, in real milliseconds. */
const MEMORY_MS = 2_000;

/** Something on its way: a request, a handshake, a frame. */
export interface Flight {
  /** Whether time goes on without it. */
  readonly isLate: () => boolean;
  /** It has arrived, or never will. */
  readonly land: () => void;
}

/** Knows what is on its way over real connections, so that simulated time can wait for it. */
export class InFlight {
  readonly #real: Clock;
  readonly #young = new Map<Flight, number>();
  readonly #late = new Map<Flight, number>();
  #landed: () => void = () => undefined;

  /** @param real Where real time comes from. */
  constructor(real: Clock) {
    this.#real = real;
  }

  /** Whether simulated time has to stand still. */
  get isAny(): boolean {
    return this.#young.size > 0;
  }

  /** Whether something has been on its way for so long that simulated time went on without it. */
  get isLate(): boolean {
    const now = this.#real.monotonic();
    for (const [flight, since] of this.#late) {
      if (now - since > MEMORY_MS) this.#late.delete(flight);
    }
    return this.#late.size > 0;
  }

  /** Something has set off. */
  begin(): Flight {
    const flight: Flight = {
      isLate: () => this.#late.has(flight),
      land: () => this.#land(flight),
    };
    this.#young.set(flight, 0);
    return flight;
  }

  /** Resolves when nothing is in flight any more that is worth waiting for. */
  async landed(): Promise<void> {
    while (this.isAny) await this.#pieceOrLanding();
  }

  #land(flight: Flight): void {
    this.#late.delete(flight);
    if (this.#young.delete(flight)) this.#landed();
  }

  #pieceOrLanding(): Promise<void> {
    return new Promise((resolve) => {
      const cancel: CancelTimer = this.#real.setTimer(
        PIECE_MS,
        () => {
          this.#age();
          resolve();
        },
        { ref: true },
      );
      this.#landed = () => {
        if (this.isAny) return;
        cancel();
        resolve();
      };
    });
  }

  #age(): void {
    const now = this.#real.monotonic();
    for (const [flight, waited] of this.#young) {
      if (waited + PIECE_MS < PATIENCE_MS) this.#young.set(flight, waited + PIECE_MS);
      else {
        this.#young.delete(flight);
        this.#late.set(flight, now);
      }
    }
  }
}
