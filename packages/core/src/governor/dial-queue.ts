import type { CancelTimer, Clock } from "../seams/clock.ts";

/** Which of an account's sockets a dial is for. Every account's first goes before any account's second. */
export type DialUrgency = "first" | "second" | "replacement";

/** What a {@link DialQueue} asks of the pool around it. All are in milliseconds from now; 0 or less for no longer. */
export interface DialCircumstances {
  /** For how long nobody may dial at all. */
  blockedFor(): number;
  /** For how long accounts that want a first socket wait for their listen keys. */
  keysAwaitedFor(): number;
  /** Whether the exchange has been asked for the listen key of an account that wants a first socket, and has not answered. */
  isKeyUnderWay(): boolean;
}

/** How many dials there may be in any five minutes. Binance documents 300 per IP address. */
const MOST_DIALS = 240;

/** Five minutes, and a millisecond that no rounding can take away. */
const WINDOW_MS = 300_001;

/** As many dials in the window go without a pause: a program with some accounts is back at once after an outage. */
const FREE_DIALS = 40;

/**
 * Firsts come in a crowd, after an outage: whoever is not one of them lets them come for so many milliseconds after the
 * last one. Where the exchange has been asked for more listen keys, that is as long as it may take to answer.
 */
const FIRSTS_FOLLOW_WITHIN_MS = { atOnce: 10, withKeys: 1_000 } as const;

/** After so many dials in a row that came to nothing the exchange is not there. */
const FAILURES_OF_AN_OUTAGE = 10;

/** How often it is tried then, in milliseconds, so that it finds the budget unspent when it is back. */
const OUTAGE_PAUSE_MS = 5_000;

/** Timers stand still while a machine sleeps, silences do not: so it is looked again now and then, in milliseconds. */
const LOOK_EVERY_MS = 30_000;

const URGENCIES: readonly DialUrgency[] = ["first", "second", "replacement"];

/** A dial that waits. */
interface Dial {
  readonly go: () => void;
}

/**
 * The dial budget of a pool: who may open a socket, and when. The more dials there were lately, the longer the pause
 * before the next, so that a thousand accounts are spread out and never meet the limit itself.
 *
 * It has one timer, while somebody waits.
 */
export class DialQueue {
  readonly #clock: Clock;
  readonly #circumstances: DialCircumstances;
  readonly #waiting: Readonly<Record<DialUrgency, Set<Dial>>> = {
    first: new Set(),
    second: new Set(),
    replacement: new Set(),
  };
  /** When the dials of the last five minutes were made, oldest first. */
  #made: number[] = [];
  #firstAskedAt = Number.NEGATIVE_INFINITY;
  /** How many dials in a row have come to nothing. */
  #failures = 0;
  #cancelTimer: CancelTimer | undefined;

  constructor(clock: Clock, circumstances: DialCircumstances) {
    this.#clock = clock;
    this.#circumstances = circumstances;
  }

  /**
   * Waits for a turn.
   *
   * @param go Called once when it has come, never before `ask` has returned.
   * @returns Gives the turn up; does nothing once it has come.
   */
  ask(urgency: DialUrgency, go: () => void): CancelTimer {
    const dial: Dial = { go };
    const queue = this.#waiting[urgency];
    queue.add(dial);
    if (urgency === "first") this.#firstAskedAt = this.#clock.monotonic();
    // The timer may be that of somebody who has to wait longer.
    if (queue.size === 1 && this.#next() === queue) this.#disarm();
    this.#arm();
    return () => {
      if (queue.delete(dial) && this.#next() === undefined) this.#disarm();
    };
  }

  /** A socket has opened, or a dial has come to nothing. */
  dialled(isOpen: boolean): void {
    this.#failures = isOpen ? 0 : this.#failures + 1;
    if (!isOpen || this.#next() === undefined) return;
    this.#disarm();
    this.#arm();
  }

  #arm(): void {
    // A fraction of a millisecond may be too short for the clock to move at all.
    const wait = Math.min(Math.ceil(this.#pause()), LOOK_EVERY_MS);
    this.#cancelTimer ??= this.#clock.setTimer(wait, () => this.#turn(), { ref: true });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** Lets the next one go, if its time has really come. */
  #turn(): void {
    this.#cancelTimer = undefined;
    const queue = this.#next();
    if (queue === undefined) return;
    if (this.#pause() <= 0) {
      const [dial] = queue;
      if (dial === undefined) return;
      queue.delete(dial);
      this.#made.push(this.#clock.monotonic());
      if (this.#next() !== undefined) this.#arm();
      dial.go();
    } else {
      this.#arm();
    }
  }

  #next(): Set<Dial> | undefined {
    return URGENCIES.map((urgency) => this.#waiting[urgency]).find(({ size }) => size > 0);
  }

  /** In how many milliseconds the next dial may be made. */
  #pause(): number {
    const now = this.#clock.monotonic();
    this.#forget(now - WINDOW_MS);
    const firsts = this.#waiting.first.size > 0 ? 0 : this.#firstsComeFor(now);
    return Math.max(this.#circumstances.blockedFor(), this.#roomAt - now, firsts, 0);
  }

  /** For how long first dials may still be on their way here. */
  #firstsComeFor(now: number): number {
    const { atOnce, withKeys } = FIRSTS_FOLLOW_WITHIN_MS;
    const within = this.#circumstances.isKeyUnderWay() ? withKeys : atOnce;
    return Math.max(this.#circumstances.keysAwaitedFor(), this.#firstAskedAt + within - now);
  }

  /** When the budget has room for another dial. */
  get #roomAt(): number {
    const made = this.#made;
    const [oldest] = made;
    const last = made.at(-1);
    if (last === undefined || oldest === undefined) return Number.NEGATIVE_INFINITY;
    const room = made.length < MOST_DIALS ? last : oldest + WINDOW_MS;
    const outage = this.#failures < FAILURES_OF_AN_OUTAGE ? 0 : OUTAGE_PAUSE_MS;
    return Math.max(room, last + Math.max(spacing(made.length), outage));
  }

  #forget(before: number): void {
    let old = 0;
    while (old < this.#made.length && (this.#made[old] ?? 0) <= before) old += 1;
    if (old > 0) this.#made = this.#made.slice(old);
  }
}

/** The pause after so many dials in the window: none at first; as the window fills, what keeps it just full. */
function spacing(made: number): number {
  const fullness = Math.max(0, made - FREE_DIALS) / (MOST_DIALS - FREE_DIALS);
  return (WINDOW_MS / MOST_DIALS) * fullness ** 2;
}
