import type { CancelTimer, Clock } from "@listenkey/core";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import type { InFlight } from "./in-flight.ts";
import { Pace } from "./pace.ts";
import type { Span } from "./span.ts";

/** Options of {@link LeapingClock}. */
export interface LeapingClockOptions {
  /** Simulated time at the start, in epoch milliseconds. */
  readonly startsAt: number;
  /** Simulated milliseconds for each real one, at most. */
  readonly speed: number;
  /** Where real time comes from. */
  readonly real: Clock;
  /** What simulated time stands still for. */
  readonly inFlight: InFlight;
}

/** No real timer tells less than a microsecond, and sums of fractions do not come out even. */
const TELLABLE_MS = 0.001;

/**
 * A clock for programs that talk over real connections and shall live a day in seconds: time leaps from timer to
 * timer, no faster than its speed, and stands still while something is in flight. At a plain multiple of real time
 * one loopback round trip would be seconds, and every timeout a matter of chance.
 */
export class LeapingClock implements Clock {
  readonly #virtual: VirtualClock;
  readonly #real: Clock;
  readonly #inFlight: InFlight;
  readonly #pace: Pace;
  readonly #slow: Span[] = [];
  #isRunning = false;
  #interrupt: () => void = () => undefined;

  constructor({ startsAt, speed, real, inFlight }: LeapingClockOptions) {
    this.#virtual = virtualClock({ now: startsAt });
    this.#pace = new Pace(speed);
    this.#real = real;
    this.#inFlight = inFlight;
  }

  now(): number {
    return this.#virtual.now();
  }

  monotonic(): number {
    return this.#virtual.monotonic();
  }

  setTimer(ms: number, callback: () => void): CancelTimer {
    const cancel = this.#virtual.setTimer(ms, callback, { ref: true });
    this.#interrupt();
    return cancel;
  }

  /** The spans of simulated time that passed although something was still in flight, because it took too long. */
  get slow(): readonly Span[] {
    return this.#slow;
  }

  /** Lets time pass until {@link stop}. */
  async run(): Promise<void> {
    this.#isRunning = true;
    this.#startAgain();
    while (this.#isRunning) {
      if (this.#inFlight.isAny) await this.#standStill();
      else await this.#leapOrWait();
    }
  }

  /** Time stands still for good. */
  stop(): void {
    this.#isRunning = false;
    this.#interrupt();
  }

  async #standStill(): Promise<void> {
    await this.#inFlight.landed();
    // Whoever waited for it acts on it first.
    await this.#virtual.settle();
    this.#startAgain();
  }

  async #leapOrWait(): Promise<void> {
    const { nextTimerIn = Infinity } = this.#virtual;
    const next = this.monotonic() + nextTimerIn;
    const wait = this.#pace.waitFor(next, this.#real.monotonic());
    if (wait > TELLABLE_MS) await this.#wait(wait);
    else await this.#leap();
  }

  async #leap(): Promise<void> {
    const from = this.now();
    await this.#virtual.step();
    if (this.#inFlight.isLate && this.now() > from) this.#slow.push({ from, until: this.now() });
  }

  /** Waits in real time, or until there may be an earlier timer. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel: CancelTimer =
        ms === Infinity ? () => undefined : this.#real.setTimer(ms, resolve, { ref: true });
      this.#interrupt = () => {
        cancel();
        resolve();
      };
    });
  }

  #startAgain(): void {
    this.#pace.startAgain(this.monotonic(), this.#real.monotonic());
  }
}
