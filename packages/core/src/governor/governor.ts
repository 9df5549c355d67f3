import type { RateLimit } from "../exchange/rate-limit.ts";
import type { CancelTimer, Clock, Random } from "../seams/clock.ts";
import type { RateLimitPool } from "../seams/product.ts";
import type { Transport } from "../seams/transport.ts";
import type { ClockReading } from "../time/exchange-time.ts";
import { elapsedSince, instantOf, type Instant } from "../time/instant.ts";
import { DialQueue, type DialUrgency } from "./dial-queue.ts";
import { Pace } from "./pace.ts";

/** A pool as one caller meets it. */
export interface PoolDraw {
  /** The pool that is drawn from. */
  readonly pool: RateLimitPool;
  /** Calls in the same realm meet the same limits. */
  readonly realm: string;
  /** Whose account, for pools that count per account: a fingerprint of the API key. */
  readonly account: string;
}

/** A call that waits for its turn. */
export interface Turn {
  /**
   * `create` obtains a listen key, `subscribe` is for a stream without one; both stay inside the share. `renew` goes
   * first, and is paced only where many come at once.
   */
  readonly lane: "create" | "subscribe" | "renew";
  /** How much of the pool the call uses. */
  readonly weight: number;
  /** Which part of the pool creates may use, over 0 and up to 1. */
  readonly share: number;
  /** What the wait is drawn from. */
  readonly random: Random;
}

/** When a call may be sent. */
export interface TurnWait {
  /** In how many milliseconds. */
  readonly inMs: number;
  /** Whether the call may be sent then; else that is when to ask again. */
  readonly isTurn: boolean;
}

/** A silence to keep. */
export interface Block {
  /** How long it goes on, in milliseconds. */
  readonly forMs: number;
  /** The HTTP status that began it. */
  readonly status: number;
}

/** Who wants to know what time it is at the exchange. */
export interface TimeKeeper {
  /** The exchange has told its time. */
  learn(reading: ClockReading): void;
}

/** Silence is this long where the exchange does not say, and doubles while it goes on. */
const DEFAULT_SILENCE_MS = { limited: 120_000, firewall: 300_000 } as const;

/** Doubling ends here: an hour blind is long enough when nobody said how long. */
const LONGEST_DEFAULT_SILENCE_MS = 3_600_000;

/**
 * Silence is waited for in steps of this many milliseconds, and turns are given in the last one: timers stand still while
 * a machine sleeps, silences do not.
 */
const STEP_MS = 30_000;

/** Those who waited for a release start within this many milliseconds after it. */
const RELEASE_SPREAD_MS = 5_000;

/** Which part of a pool's minute the renewals that come all at once may use. */
const RENEW_SHARE = 0.5;

/** Which part of a minute's calls may come as a burst. */
const BURST = 0.1;

/**
 * Keeps everything on one transport inside the exchange's limits. It knows pools, not hosts. Whoever brings a clock of
 * their own has a governor of their own: moments of two clocks cannot be compared.
 */
export class Governor {
  static readonly #governors = new WeakMap<Transport, WeakMap<Clock, Governor>>();

  /** Who is told the time of the exchange whenever an answer tells it, by realm. */
  readonly timeKeepers: Map<string, TimeKeeper> = new Map();
  readonly #clock: Clock;
  readonly #pools = new Map<string, PoolState>();

  /** The governor of a transport. */
  static of(transport: Transport, clock: Clock): Governor {
    let perClock = Governor.#governors.get(transport);
    if (perClock === undefined) Governor.#governors.set(transport, (perClock = new WeakMap()));
    let governor = perClock.get(clock);
    if (governor === undefined) perClock.set(clock, (governor = new Governor(clock)));
    return governor;
  }

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For how many more milliseconds nothing may be drawn; 0 if the pool is open. */
  blockedFor(draw: PoolDraw): number {
    return this.block(draw)?.forMs ?? 0;
  }

  /** The silence that a pool has to keep, if any: its own, or that of the pool around it. */
  block(draw: PoolDraw): Block | undefined {
    const own = this.#pools.get(poolKey(draw))?.block(this.#clock);
    const outer =
      draw.pool.within === undefined ? undefined : this.block({ ...draw, pool: draw.pool.within });
    return (own?.forMs ?? 0) >= (outer?.forMs ?? 0) ? own : outer;
  }

  /** Takes a turn, unless the pool has to keep silent for long. */
  wait(draw: PoolDraw, turn: Turn): TurnWait {
    // One account alone is never too fast; many of them share an IP address.
    const paced = { ...draw, pool: draw.pool.within ?? draw.pool };
    // Time goes on between the two: what is left of one silence is never longer when it is looked at again.
    const around = this.blockedFor(paced);
    const blocked = Math.max(around, this.blockedFor(draw));
    if (blocked > STEP_MS) return { inMs: STEP_MS, isTurn: false };
    const inMs = blocked + (blocked > 0 ? turn.random() * RELEASE_SPREAD_MS : 0);
    // Where an account has to keep silent, the others go first.
    if (blocked > around) return { inMs, isTurn: false };
    return { inMs: this.#turn(paced, turn, { inMs, mayBurst: blocked <= 0 }), isTurn: true };
  }

  /** Takes a turn in a pool that is paced. @returns In how many milliseconds it is. */
  #turn(
    paced: PoolDraw,
    turn: Turn,
    { inMs, mayBurst }: { readonly inMs: number; readonly mayBurst: boolean },
  ): number {
    const now = this.#clock.monotonic();
    const share = turn.lane === "renew" ? RENEW_SHARE : turn.share;
    const perMinute = paced.pool.weightPerMinute * share;
    const state = this.#state(paced);
    const pace = turn.lane === "renew" ? state.renewals : state.obtaining;
    const at = pace.take(now + inMs, {
      intervalMs: (turn.weight * 60_000) / (perMinute * (1 - BURST)),
      burstMs: mayBurst ? 60_000 * BURST : 0,
    });
    if (turn.lane === "create") state.keysBy = Math.max(state.keysBy, at);
    return at - now;
  }

  /** The exchange is being asked for the listen key of an account that has none. @returns Says that it has answered. */
  awaitKey(draw: PoolDraw): () => void {
    const state = this.#state({ ...draw, pool: draw.pool.within ?? draw.pool });
    state.keysUnderWay += 1;
    return () => {
      state.keysUnderWay -= 1;
    };
  }

  /**
   * Waits for a turn in the dial budget of a pool: at most 240 dials in five minutes, none while the pool has to keep
   * silent.
   *
   * @param go Called once when the turn has come, never before `dial` has returned.
   * @returns Gives the turn up.
   */
  dial(draw: PoolDraw, urgency: DialUrgency, go: () => void): CancelTimer {
    const around = { ...draw, pool: draw.pool.within ?? draw.pool };
    const state = this.#state(around);
    state.dials ??= new DialQueue(this.#clock, {
      blockedFor: () => this.blockedFor(around),
      keysAwaitedFor: () => state.keysBy - this.#clock.monotonic(),
      isKeyUnderWay: () => state.keysUnderWay > 0,
    });
    return state.dials.ask(urgency, go);
  }

  /** A dial whose turn had come has opened a socket, or has come to nothing. While none opens, few are let through. */
  dialled(draw: PoolDraw, isOpen: boolean): void {
    const around = { ...draw, pool: draw.pool.within ?? draw.pool };
    this.#pools.get(poolKey(around))?.dials?.dialled(isOpen);
  }

  /**
   * Stops a pool, because the exchange asked for silence. A ban (418) or a firewall (403) is about the IP address,
   * so it stops the pool around a per-account one too.
   *
   * @param sentAt When the request was sent: requests that were under way together double the silence only once.
   * @returns For how many milliseconds.
   */
  stop(draw: PoolDraw, limit: RateLimit, sentAt: Instant): number {
    const outer = draw.pool.within;
    if (outer !== undefined && limit.status !== 429)
      return this.stop({ ...draw, pool: outer }, limit, sentAt);
    return this.#state(draw).stop(this.#clock, limit, sentAt);
  }

  /** The exchange answered as usual: the next silence starts from the beginning. */
  answered(draw: PoolDraw): void {
    const state = this.#pools.get(poolKey(draw));
    if (state !== undefined) state.strikes = 0;
    if (draw.pool.within !== undefined) this.answered({ ...draw, pool: draw.pool.within });
  }

  #state(draw: PoolDraw): PoolState {
    const key = poolKey(draw);
    let state = this.#pools.get(key);
    if (state === undefined) this.#pools.set(key, (state = new PoolState()));
    return state;
  }
}

function poolKey({ pool, realm, account }: PoolDraw): string {
  return pool.scope === "account" ? `${realm} ${pool.id} ${account}` : `${realm} ${pool.id}`;
}

class PoolState {
  readonly obtaining = new Pace();
  readonly renewals = new Pace();
  /** When the last of the creates that have taken a turn is made, in monotonic milliseconds. */
  keysBy = Number.NEGATIVE_INFINITY;
  /** How many of them are made, and not answered. */
  keysUnderWay = 0;
  strikes = 0;
  /** Made with the first dial. */
  dials: DialQueue | undefined;
  #stopped: (Block & { readonly since: Instant }) | undefined;

  block(clock: Clock): Block | undefined {
    if (this.#stopped === undefined) return undefined;
    const { status, since } = this.#stopped;
    const forMs = this.#stopped.forMs - elapsedSince(clock, since);
    return forMs > 0 ? { status, forMs } : undefined;
  }

  stop(clock: Clock, { status, forMs: told }: RateLimit, sentAt: Instant): number {
    const left = this.block(clock)?.forMs ?? 0;
    const isNews = this.#stopped === undefined || sentAt.monotonic > this.#stopped.since.monotonic;
    if (isNews) this.strikes += 1;
    const forMs = Math.max(told ?? silence(status, this.strikes - 1), left);
    this.#stopped = { status, since: instantOf(clock), forMs };
    return forMs;
  }
}

function silence(status: number, strikesBefore: number): number {
  const first = status === 403 ? DEFAULT_SILENCE_MS.firewall : DEFAULT_SILENCE_MS.limited;
  return Math.min(first * 2 ** Math.max(0, strikesBefore), LONGEST_DEFAULT_SILENCE_MS);
}
