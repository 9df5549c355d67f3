import type { CancelTimer, Clock, Random } from "@listenkey/core";
import type { DialUrgency, Governor, PoolDraw } from "@listenkey/core/kit";
import { transportErrorFrom } from "@listenkey/core/transport";

/** A call that wants its turn. */
export interface TurnRequest {
  /** How urgent it is. Asked again whenever a turn is given, for it may become less urgent while it waits. */
  readonly urgency: () => DialUrgency;
  readonly weight: number;
  /** Which part of the pool it may use. */
  readonly share: number;
  readonly random: Random;
}

/** What a {@link TurnQueue} needs. */
export interface TurnQueueSettings {
  readonly governor: Governor;
  readonly draw: PoolDraw;
  readonly clock: Clock;
}

interface Waiter {
  readonly request: TurnRequest;
  readonly go: () => void;
}

const URGENCIES: readonly DialUrgency[] = ["first", "second", "replacement"];

/** Whether one is more urgent than the other. */
export function isMoreUrgent(one: DialUrgency, other: DialUrgency): boolean {
  return URGENCIES.indexOf(one) < URGENCIES.indexOf(other);
}

/**
 * Calls to one pool that wait for their turns, the most urgent first. The governor is asked for one turn at a time, so
 * that who comes late with something urgent is not behind everybody who came early.
 *
 * It has one timer, while anybody waits.
 */
export class TurnQueue {
  readonly #settings: TurnQueueSettings;
  readonly #waiting: Readonly<Record<DialUrgency, Set<Waiter>>> = {
    first: new Set(),
    second: new Set(),
    replacement: new Set(),
  };
  #cancelTimer: CancelTimer | undefined;

  constructor(settings: TurnQueueSettings) {
    this.#settings = settings;
  }

  /**
   * Waits for a turn.
   *
   * @param go Called once when it has come, never before `ask` has returned.
   * @returns Gives the turn up; does nothing once it has come.
   */
  ask(request: TurnRequest, go: () => void): CancelTimer {
    const waiter: Waiter = { request, go };
    this.#waiting[request.urgency()].add(waiter);
    this.#arm();
    return () => {
      if (this.#remove(waiter) && this.#next() === undefined) this.#disarm();
    };
  }

  /** Resolves when the turn has come. Rejects with `ABORTED`, or `TIMEOUT`, as soon as the signal says so. */
  take(request: TurnRequest, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        cancel();
        reject(transportErrorFrom(undefined, signal));
      };
      const cancel = this.ask(request, () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      });
      signal.addEventListener("abort", giveUp, { once: true });
      if (signal.aborted) giveUp();
    });
  }

  /** Whose turn is next. Those who have become less urgent are put behind the others of their kind. */
  #next(): Waiter | undefined {
    for (const urgency of URGENCIES) {
      for (const waiter of this.#waiting[urgency]) {
        const wanted = waiter.request.urgency();
        if (!isMoreUrgent(urgency, wanted)) return waiter;
        this.#waiting[urgency].delete(waiter);
        this.#waiting[wanted].add(waiter);
      }
    }
    return undefined;
  }

  /** @returns Whether it was waiting. */
  #remove(waiter: Waiter): boolean {
    return URGENCIES.some((urgency) => this.#waiting[urgency].delete(waiter));
  }

  #arm(): void {
    const next = this.#next();
    if (next === undefined || this.#cancelTimer !== undefined) return;
    const { governor, draw, clock } = this.#settings;
    const { inMs, isTurn } = governor.wait(draw, { lane: "subscribe", ...next.request });
    this.#cancelTimer = clock.setTimer(inMs, () => this.#turn(isTurn), { ref: true });
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** A turn has come: whoever is the most urgent now takes it, unless the exchange has meanwhile asked for silence. */
  #turn(isTurn: boolean): void {
    const { governor, draw } = this.#settings;
    const next = this.#next();
    this.#cancelTimer = undefined;
    if (isTurn && next !== undefined && governor.blockedFor(draw) <= 0) {
      this.#remove(next);
      this.#arm();
      next.go();
    } else {
      this.#arm();
    }
  }
}
