import type { Instant } from "@listenkey/core/kit";
import { laterOf, noMoments, type Arrival, type Moments, type Proof } from "./arrival.ts";

/** What is read within so many milliseconds of each other may have lain unread for the same while. */
const BURST_MS = 1_000;

/** The wall is ahead of the monotonic clock by so many milliseconds more than before: the machine slept, or it was set. */
const SLEEP_MS = 2_000;

/** An event is late if it was read so many milliseconds after it was sent: what is known of the clocks is not exact. */
const LATE_MS = 2_000;

/**
 * Knows until when everything that was sent on a connection has arrived. Not until something was read: a process that
 * was held up reads what had come before, and only then that the connection ended long ago.
 */
export class Soundness {
  readonly #moments: Moments;
  /** What was proved before the machine slept last, or the beginning: what is read after was sent after. */
  #floor: Proof;
  /** When anything was read last. */
  #lastRead: Instant;
  /** When the questions were sent that have not been answered. */
  readonly #asked = new Map<unknown, Proof>();
  /** When the latest of those was sent that have been. */
  #answeredAt: Proof | undefined;
  #lastEvent: Arrival | undefined;
  #readAt: Proof;
  #readBefore: Proof;
  #atEnd: Proof | undefined;

  constructor(opened: Instant, moments: Moments = noMoments) {
    const openedAt = moments.noted(opened);
    this.#floor = openedAt;
    this.#lastRead = opened;
    this.#readAt = openedAt;
    this.#readBefore = openedAt;
    this.#moments = moments;
  }

  /** Until when it is proved, as of now, or of the end. */
  provenAt(now: Instant): Proof {
    if (this.#atEnd !== undefined) return this.#atEnd;
    const event = this.#lastEvent && this.#moments.sentAt(this.#lastEvent);
    const sign = this.#readBy(now);
    const isBelieved = event === undefined || this.#isTimely(sign, event);
    const proofs = [isBelieved ? sign : undefined, this.#answeredAt, event];
    return proofs.reduce<Proof>((best, proof) => laterOf(best, proof ?? best), this.#floor);
  }

  /** A sign of life was read that says nothing of its time. */
  read(now: Instant): void {
    this.#watch(now);
    this.#readBefore = this.#readBy(now);
    this.#readAt = this.#moments.noted(now);
  }

  /** It was read that the connection has ended. */
  ended(now: Instant): void {
    this.#atEnd = this.provenAt(now);
  }

  /**
   * Whether a sign of life was read in time. Where the last event was late, everything had piled up that was read before
   * it, and what is read after it may have, too; but reading takes no longer than the piling up.
   */
  #isTimely(sign: Instant, { monotonic: sentAt }: Instant): boolean {
    const { monotonic: readAt = sentAt } = this.#lastEvent?.readAt ?? {};
    const lateMs = readAt - sentAt;
    return lateMs <= LATE_MS || sign.monotonic > readAt + lateMs;
  }

  /** By the monotonic clock, what was sent in a sleep may be older than the connection. */
  #watch(now: Instant): void {
    const before = this.#lastRead;
    this.#lastRead = now;
    const slept = now.wall - before.wall - (now.monotonic - before.monotonic);
    if (slept > SLEEP_MS) this.#floor = this.provenAt(before);
  }

  /** When something was read last, before what is being read now. */
  #readBy(now: Instant): Proof {
    return isLongSince(this.#readAt, now) ? this.#readAt : this.#readBefore;
  }

  /** An event was read, which proves its own time and no other. */
  event(arrival: Arrival): void {
    this.#watch(arrival.readAt);
    this.#lastEvent = arrival;
  }

  /** A question is sent. Of several with one id that wait for an answer, it may be the first that gets it. */
  asked(id: unknown, now: Instant): void {
    if (!this.#asked.has(id)) this.#asked.set(id, this.#moments.noted(now));
  }

  /** That was an answer: whoever gives it was there when it was asked. @returns When that was, if it was. */
  answered(id: unknown): Instant | undefined {
    const askedAt = this.#asked.get(id);
    this.#asked.delete(id);
    const known = this.#answeredAt?.monotonic ?? -Infinity;
    if (askedAt !== undefined && askedAt.monotonic > known) this.#answeredAt = askedAt;
    return askedAt;
  }
}

/** Of a process that was suspended one of the clocks may have stood. */
function isLongSince({ wall, monotonic }: Instant, now: Instant): boolean {
  return Math.max(now.wall - wall, now.monotonic - monotonic) > BURST_MS;
}
