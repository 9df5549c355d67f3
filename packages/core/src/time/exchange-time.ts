import type { Governor, TimeKeeper } from "../governor/governor.ts";
import type { Clock } from "../seams/clock.ts";
import { elapsedSince, instantOf, type Instant } from "./instant.ts";

/** A reading of the exchange's clock: at some moment between two of ours it stood somewhere between two of its own. */
export interface ClockReading {
  /** When it was asked. */
  readonly sentAt: Instant;
  /** When the answer came. */
  readonly receivedAt: Instant;
  /** Epoch milliseconds; both ends are whole milliseconds that the clock may have shown. */
  readonly serverFrom: number;
  /** The latest that it can have been at the exchange, in epoch milliseconds. */
  readonly serverTo: number;
}

/** A moment of the exchange's clock as far as it is known, in epoch milliseconds. */
export interface ExchangeMoment {
  /** In epoch milliseconds. */
  readonly earliest: number;
  /** In epoch milliseconds. */
  readonly latest: number;
}

/** Whose clock: everybody who talks to the same exchange over the same transport knows the same. */
export interface ExchangeClockOwner {
  readonly governor: Governor;
  readonly realm: string;
  readonly clock: Clock;
}

/** How far the exchange's clock is ahead of the local wall, in milliseconds. */
interface Offset {
  readonly from: number;
  readonly to: number;
  /** By so much the local wall may have been set forward; it may as well have been asleep. Absent for not at all. */
  readonly setBy?: number;
  /** Whether {@link to} is a guess, because only the least was told. */
  readonly isGuess?: boolean;
}

/** Before everything. */
const NEVER: Instant = { wall: -Infinity, monotonic: -Infinity };

const UNKNOWN: Offset = { from: -Infinity, to: Infinity };

/** Wall clocks are believed to be right within so many milliseconds where nothing else is known. */
const ASSUMED_MS = 1_000;

/** Where nothing is known, the exchange may be ahead by so many milliseconds: it takes requests that are no older. */
const ASSUMED_AHEAD_MS = 5_000;

/** By how much wall and monotonic time may disagree before nothing is known any more: sleep, or a clock that was set. */
const TOLERANCE_MS = 2_000;

/** How fast two clocks may drift apart: no crystal is worse. */
const DRIFT = 1e-4;

/** Both clocks are read in whole milliseconds. */
const ROUNDING_MS = 1;

/** What is known is worth confirming after so many milliseconds. */
const STALE_MS = 60_000;

/** For so long after a machine has slept, in milliseconds, it may read what had come meanwhile. */
const LATE_MS = 5_000;

/** An event so far from the local clock says something about the event. */
const ABSURD_MS = 86_400_000;

/**
 * What is known of the exchange's clock, relative to the local one. Everything that tells the exchange's time narrows
 * it down; time widens it again, and a jump of a clock makes it unknown.
 */
export class ExchangeTime implements TimeKeeper {
  readonly #clock: Clock;
  #known: (Offset & { readonly at: Instant }) | undefined;
  /** When it was noticed last that nothing is known any more. */
  #upsetAt: Instant | undefined;
  /** The last time before that at which all was well. */
  #calmAt: Instant | undefined;

  /** What is known in a realm of a governor. From the first time that somebody asks, every answer there adds to it. */
  static of({ governor, realm, clock }: ExchangeClockOwner): ExchangeTime {
    const kept = governor.timeKeepers.get(realm);
    if (kept instanceof ExchangeTime) return kept;
    const time = new ExchangeTime(clock);
    governor.timeKeepers.set(realm, time);
    return time;
  }

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time of the exchange at a time of the local wall, with all its uncertainty: a few seconds where nothing is known. */
  toExchange(wall: number): ExchangeMoment {
    const { from, to, setBy = 0 } = this.#offset();
    return { earliest: wall + from - setBy, latest: wall + to };
  }

  /** The earliest time of the exchange at a moment of ours; nothing if nobody has told it yet. */
  toldAt(moment: Instant): number | undefined {
    const { from, setBy = 0 } = this.#present();
    if (from === -Infinity) return undefined;
    return moment.wall + from - (this.#isBeforeJump(moment) ? 0 : setBy);
  }

  /** The best guess at the time of the exchange: the local wall unless that is known to be wrong. */
  estimate(wall: number): number {
    const { from, to } = this.#offset();
    return from <= 0 && to >= 0 ? wall : Math.round(wall + (from + to) / 2);
  }

  /** The exchange has told its time. A reading that contradicts what was known replaces it. */
  learn({ sentAt, receivedAt, serverFrom, serverTo }: ClockReading): void {
    const wall = receivedAt.wall - sentAt.wall;
    const monotonic = receivedAt.monotonic - sentAt.monotonic;
    if (Math.abs(wall - monotonic) > TOLERANCE_MS) return;
    const from = serverFrom - receivedAt.wall - ROUNDING_MS;
    const to = serverTo - receivedAt.wall + Math.max(wall, monotonic) + ROUNDING_MS;
    // Not a number, or no interval.
    if (!(from <= to)) return;
    this.#know({ from, to });
  }

  /** Something that was sent at this time of the exchange has arrived at this time of the local wall. */
  notBefore(serverTime: number, receivedAt: number): void {
    const from = serverTime - receivedAt - ROUNDING_MS;
    if (!this.#isNews(from, receivedAt) || !(Math.abs(from) < ABSURD_MS)) return;
    const { from: least, to, setBy = 0 } = this.#certain;
    if (from <= this.#sayingNothing) return;
    if (setBy > 0) return this.#settle(from, { from: least, to });
    // Readings are better evidence than what an event says of itself.
    if (from <= to) this.#know({ from, to: Infinity });
  }

  /**
   * What had been sent to a machine that slept may say nothing when it wakes up: it is late by the length of the sleep. But
   * nothing comes from the future, so what lies beyond all that is known does.
   */
  get #sayingNothing(): number {
    const isAwake = elapsedSince(this.#clock, this.#upsetAt ?? NEVER) >= LATE_MS;
    if (isAwake) return -Infinity;
    const { from, to, setBy = 0, isGuess } = this.#present();
    return isGuess === true && setBy === 0 ? from : to + TOLERANCE_MS;
  }

  /** Whether a moment was before time jumped forward: then the wall was not set yet that was read. */
  #isBeforeJump({ wall, monotonic }: Instant): boolean {
    const [calm, upset] = [this.#calmAt, this.#upsetAt];
    if (calm === undefined || upset === undefined || monotonic > upset.monotonic) return false;
    const disagreement = wall - calm.wall - (monotonic - calm.monotonic);
    return Math.abs(disagreement) <= TOLERANCE_MS;
  }

  /** What is known widens slowly, so this asks no clock in most cases. Far below, it may be a clock that was set. */
  #isNews(from: number, receivedAt: number): boolean {
    if (this.#known === undefined) return true;
    const { from: known, setBy = 0, at } = this.#known;
    if (Math.abs(receivedAt - at.wall) > STALE_MS) return true;
    return setBy > 0 || from > known || from < known - TOLERANCE_MS;
  }

  /**
   * The wall was set forward, or the machine slept. Nothing is on its way for so long, so an event tells which; or that
   * it was neither, for the wall was set back in that sleep.
   */
  #settle(from: number, asleep: Offset): void {
    const hasSlept = from >= asleep.from - TOLERANCE_MS && from <= asleep.to + TOLERANCE_MS;
    if (!hasSlept) return this.#keep({ from, to: Infinity });
    // One from the future by a little says less than the readings before.
    this.#keep(from > asleep.to ? asleep : { from: Math.max(from, asleep.from), to: asleep.to });
  }

  #know(fresh: Offset): void {
    const { from, to, setBy = 0 } = this.#certain;
    const both = { from: Math.max(from - setBy, fresh.from), to: Math.min(to, fresh.to) };
    this.#keep(both.from <= both.to ? both : fresh);
  }

  #keep({ from, to }: Offset): void {
    const at = instantOf(this.#clock);
    const guess = { from, to: Math.max(ASSUMED_MS, from + ASSUMED_MS), isGuess: true };
    this.#known = { ...(to === Infinity ? guess : { from, to }), at };
  }

  /** What is known at present, without guesses. */
  get #certain(): Offset {
    const present = this.#present();
    return present.isGuess === true ? { ...present, to: Infinity } : present;
  }

  /** What is known at present. */
  #present(): Offset {
    if (this.#known === undefined) return UNKNOWN;
    const { at, from, to, setBy = 0, isGuess = false } = this.#known;
    const present = instantOf(this.#clock);
    const wall = present.wall - at.wall;
    const monotonic = present.monotonic - at.monotonic;
    const disagreement = wall - monotonic;
    const drift = DRIFT * Math.max(wall, monotonic);
    if (disagreement < -TOLERANCE_MS) {
      // No sleep does that: the wall was set back, and by how much is known.
      const [least, most] = [from - disagreement - drift, to - disagreement + drift];
      this.#known = { from: least, to: most, setBy, isGuess, at: present };
      return this.#known;
    }
    if (disagreement > TOLERANCE_MS) {
      // Clocks drift in their sleep, too.
      const widened = { from: from - drift, to: to + drift, isGuess };
      this.#known = { ...widened, setBy: setBy + disagreement, at: present };
      this.#upsetAt = present;
      this.#calmAt = at;
      return this.#known;
    }
    // Either of the two may be the one that went wrong.
    return {
      from: from - Math.max(disagreement, 0) - drift,
      to: to - Math.min(disagreement, 0) + drift,
      setBy,
      isGuess,
    };
  }

  /** What is known, and what is assumed where nothing is. */
  #offset(): Offset {
    const { from, to, setBy = 0 } = this.#present();
    return {
      setBy,
      from: from === -Infinity ? Math.min(-ASSUMED_MS, to - ASSUMED_MS) : from,
      to: to === Infinity ? ASSUMED_AHEAD_MS : to,
    };
  }
}
