import type { ListenKeyError } from "../errors.ts";
import type { Clock } from "../seams/clock.ts";
import { timeoutReason, transportErrorFrom } from "../seams/transport-error.ts";

/** What ends a call, whatever the one who was called does. */
export interface CallLimits {
  readonly clock: Clock;
  /** The longest it may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The caller's own signal. */
  readonly signal: AbortSignal;
  /** Turns what the call threw into an error of ours. */
  readonly errorFrom: (thrown: unknown, signal: AbortSignal) => ListenKeyError;
}

/**
 * Makes a call that may hang, answer late, throw, or reject with anything. It settles once: with the answer, with
 * `TIMEOUT`, with `ABORTED` as soon as the caller's signal says so, or with an error of ours.
 */
export function withinTime<Answer>(
  limits: CallLimits,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const { clock, timeoutMs, signal: outer, errorFrom } = limits;
  const controller = new AbortController();
  const { signal } = controller;
  return new Promise<Answer>((resolve, reject) => {
    const passOn = (): void => controller.abort(outer.reason);
    const tooLong = (): void => controller.abort(timeoutReason(timeoutMs));
    const cancelTimer = clock.setTimer(timeoutMs, tooLong, { ref: true });
    const settle = (action: () => void): void => {
      cancelTimer();
      outer.removeEventListener("abort", passOn);
      action();
    };
    signal.addEventListener("abort", () =>
      settle(() => reject(transportErrorFrom(undefined, signal))),
    );
    outer.addEventListener("abort", passOn);
    if (outer.aborted) return passOn();
    invoked(call, signal).then(
      (answer) => settle(() => resolve(answer)),
      (thrown: unknown) => settle(() => reject(errorFrom(thrown, signal))),
    );
  });
}

/** Even a function that throws becomes one that rejects. */
async function invoked<Answer>(
  call: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  return call(signal);
}
