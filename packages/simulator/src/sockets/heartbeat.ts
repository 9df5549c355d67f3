import type { CancelTimer } from "@listenkey/core";
import type { SocketTerms } from "../rules/socket-terms.ts";
import type { PipeClock } from "../time/pipe.ts";

/** What a {@link Heartbeat} does to its socket. */
export interface HeartbeatHands {
  /** It is time for a ping. */
  ping(): void;
  /** Calls back when whatever the client has sent by now has come in. */
  settle(then: () => void): void;
  /** A ping has gone unanswered for too long. */
  overdue(): void;
}

/** Pings one socket, and waits for its pongs, on a single timer. */
export class Heartbeat {
  readonly #terms: Pick<SocketTerms, "pingEveryMs" | "pongWithinMs">;
  readonly #clock: Pick<PipeClock, "monotonic" | "set">;
  readonly #hands: HeartbeatHands;
  #pingAt: number;
  /** When the oldest ping without an answer was sent. */
  #waitingSince: number | undefined;
  /** Whether the deadline is over, and only what is on its way can save the socket. */
  #isJudging = false;
  #cancelTimer: CancelTimer = () => undefined;

  constructor(
    terms: Pick<SocketTerms, "pingEveryMs" | "pongWithinMs">,
    clock: Pick<PipeClock, "monotonic" | "set">,
    hands: HeartbeatHands,
  ) {
    this.#terms = terms;
    this.#clock = clock;
    this.#hands = hands;
    this.#pingAt = clock.monotonic() + terms.pingEveryMs;
    this.#awaitNext();
  }

  /** A pong has come: it answers every ping so far. */
  pong(): void {
    this.#waitingSince = undefined;
    if (this.#isJudging) this.#awaitNext();
  }

  /** Ends it. */
  stop(): void {
    this.#isJudging = false;
    this.#cancelTimer();
  }

  get #deadline(): number {
    return this.#waitingSince === undefined
      ? Infinity
      : this.#waitingSince + this.#terms.pongWithinMs;
  }

  #awaitNext(): void {
    this.#isJudging = false;
    const ms = Math.min(this.#pingAt, this.#deadline) - this.#clock.monotonic();
    this.#cancelTimer = this.#clock.set(Math.max(0, ms), () => this.#wake());
  }

  #judge(): void {
    this.#isJudging = true;
    this.#hands.settle(() => {
      if (this.#isJudging) this.#hands.overdue();
    });
  }

  #wake(): void {
    const now = this.#clock.monotonic();
    if (now >= this.#deadline) this.#judge();
    else if (now >= this.#pingAt) {
      this.#pingAt = now + this.#terms.pingEveryMs;
      this.#waitingSince ??= now;
      // Last but the timer: the answer, or the end of the socket, may come at once.
      this.#awaitNext();
      this.#hands.ping();
    } else this.#awaitNext();
  }
}
