import { elapsedSince, instantOf, type Instant } from "@listenkey/core/kit";
import type { Clock } from "@listenkey/core";

/**
 * Two replacements within this time, or three evictions, and the second feed is more harm than help; for as long, in
 * milliseconds.
 */
export const MEMORY_MS = 3_600_000;

/** A feed that ends so soon after another has joined was closed because of it. */
const EVICTION_MS = 2_000;

/** Judges whether two feeds are better than one. */
export class Redundancy {
  readonly #clock: Clock;
  #replacements: Instant[] = [];
  #evictions: Instant[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A feed is replaced because it lacked an event. @returns Whether one feed has to do from now on. */
  replaced(): boolean {
    this.#replacements = this.#recent(this.#replacements).concat(instantOf(this.#clock));
    return this.#replacements.length >= 2;
  }

  /**
   * The exchange has closed a feed while another one, which had joined at that time, goes on.
   *
   * @returns Whether the exchange allows one only.
   */
  ended(otherJoinedAt: Instant | undefined): boolean {
    if (otherJoinedAt === undefined) return false;
    if (elapsedSince(this.#clock, otherJoinedAt) > EVICTION_MS) return false;
    this.#evictions = this.#recent(this.#evictions).concat(instantOf(this.#clock));
    return this.#evictions.length >= 3;
  }

  /** Everything begins anew. */
  forget(): void {
    this.#replacements = [];
    this.#evictions = [];
  }

  #recent(moments: readonly Instant[]): Instant[] {
    return moments.filter((moment) => elapsedSince(this.#clock, moment) < MEMORY_MS);
  }
}
