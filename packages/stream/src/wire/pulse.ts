import type { Heartbeat } from "@listenkey/core/product";

/** Silence after which a server that answers is asked whether it lives. All times are in milliseconds. */
const PROBE_AFTER_MS = 15_000;

/** How long such a server may stay silent when asked. */
const ANSWER_WITHIN_MS = 10_000;

/** Within how long a dead connection to such a server is noticed: the two above, and some slack. */
const PROBED_BOUND_MS = 30_000;

/** A look that comes later than this was held up: the process slept, or was busy, and may have unread frames. */
const LATE_MS = 1_000;

/** Who asks twice within so short a time asks once. */
const AT_ONCE_MS = 1_000;

/**
 * What is to be done about a silence.
 *
 * - `fine`: nothing yet.
 * - `probe`: ask the server whether it lives.
 * - `dead`: the server would have spoken by now.
 * - `unproven`: it should have, but whether it can be heard at all is not known.
 */
export type Verdict = "fine" | "probe" | "dead" | "unproven";

/** What is known of a server before the connection is open. */
export interface PulseSettings {
  readonly heartbeat: Heartbeat;
  /** Whether it answers probes for certain. */
  readonly isProbeSure: boolean;
  /** Whether its pings have been seen on another connection. */
  readonly showsPings?: boolean;
}

/**
 * Judges the silence of an open connection. It has no timer and no effects, and is told the monotonic time.
 *
 * A server that answers probes is dead when it does not. One that never has may be silent for as long as its own pings
 * allow, and is asked less and less often. A judge who comes late, or after time has jumped, bears a silence a little
 * longer, once: what the server has said may lie unread.
 */
export class Pulse {
  readonly #heartbeat: Heartbeat;
  #answersProbes: boolean;
  #showsPings: boolean;
  #heardAt: number;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Nothing has been heard since it was asked. */
  #isAsked = false;
  /** How often it was asked and has never answered. */
  #unanswered = 0;
  #respiteUntil = Number.NEGATIVE_INFINITY;
  /** The present silence has been borne once. */
  #hadRespite = false;
  #isUnproven = false;
  /** It may not be asked before, in monotonic milliseconds. */
  #excusedUntil = Number.NEGATIVE_INFINITY;

  constructor({ heartbeat, isProbeSure, showsPings = false }: PulseSettings, now: number) {
    this.#heartbeat = heartbeat;
    this.#answersProbes = isProbeSure;
    this.#showsPings = showsPings;
    this.#heardAt = now;
  }

  /** Within how many milliseconds a dead connection is noticed. */
  get boundMs(): number {
    return this.#answersProbes && !this.#wasExcused ? PROBED_BOUND_MS : this.#pingBoundMs;
  }

  /** Whether nothing has been heard since it was asked. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** When to judge again, unless something is heard before. */
  get nextAt(): number {
    return Math.min(this.#probeAt, this.#endAt);
  }

  /** Something was heard. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#isAsked = false;
    this.#hadRespite = false;
  }

  /** A ping was seen, so the runtime shows them. */
  pinged(): void {
    this.#showsPings = true;
  }

  /** A probe was answered, however late. */
  answered(): void {
    this.#answersProbes = true;
    this.#unanswered = 0;
  }

  /** A probe is being sent. */
  asked(now: number): void {
    this.#askedAt = now;
    this.#isAsked = true;
    this.#unanswered += 1;
  }

  /** A probe was due, but the exchange wants no requests. It is due again a little later. */
  excused(now: number): void {
    this.#excusedUntil = now + PROBE_AFTER_MS;
  }

  /**
   * Somebody has doubts.
   *
   * @param hasJumped It was time that has jumped, so what the server has said may lie unread.
   * @returns Whether to probe now: not if that has just been done.
   */
  doubted(now: number, hasJumped: boolean): boolean {
    if (this.#isAsked) {
      const isAnswerDue = this.#answersProbes && (this.#hadRespite || !hasJumped);
      if (now - this.#askedAt < AT_ONCE_MS || isAnswerDue) return false;
    }
    if (hasJumped && (this.#isAsked || !this.#answersProbes)) this.#bear(now);
    return true;
  }

  /** Judges the silence as it stands. */
  judge(now: number): Verdict {
    if (now < this.nextAt) return "fine";
    if (now < this.#endAt) return "probe";
    if (now - this.#endAt > LATE_MS && !this.#hadRespite) {
      this.#bear(now);
      return "probe";
    }
    if (this.#answersProbes || this.#showsPings) return "dead";
    this.#isUnproven = true;
    return "unproven";
  }

  /** When to ask next. */
  get #probeAt(): number {
    if (this.#answersProbes) {
      return this.#isAsked
        ? Infinity
        : Math.max(this.#heardAt + PROBE_AFTER_MS, this.#excusedUntil);
    }
    const pause = Math.min(PROBE_AFTER_MS * 2 ** this.#unanswered, this.#heartbeat.pingEveryMs);
    return Math.max(Math.max(this.#heardAt, this.#askedAt) + pause, this.#excusedUntil);
  }

  /** When the silence has lasted too long. */
  get #endAt(): number {
    if (this.#answersProbes && this.#isAsked) return this.#askedAt + ANSWER_WITHIN_MS;
    // As long as nobody may ask it, its pings have to do.
    if (this.#answersProbes) return this.#wasExcused ? this.#heardAt + this.#pingBoundMs : Infinity;
    if (this.#isUnproven && !this.#showsPings) return Infinity;
    return Math.max(this.#heardAt + this.boundMs, this.#respiteUntil);
  }

  get #pingBoundMs(): number {
    const { pingEveryMs, pongWithinMs } = this.#heartbeat;
    return pingEveryMs + pongWithinMs;
  }

  /** Whether nobody may have asked in this silence. */
  get #wasExcused(): boolean {
    return this.#showsPings && this.#excusedUntil > this.#heardAt;
  }

  #bear(now: number): void {
    if (this.#hadRespite) return;
    this.#hadRespite = true;
    this.#respiteUntil = now + this.#heartbeat.pingEveryMs;
  }
}
