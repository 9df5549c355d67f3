import type { ListenKeyError } from "../errors.ts";
import type { Clock } from "../seams/clock.ts";
import { LightSignal } from "../seams/light-signal.ts";
import { timeoutReason, transportErrorFrom } from "../seams/transport-error.ts";

/** What ends a call, whatever the one who was called does. */
export interface CallLimits {
  readonly clock: Clock;
  /** The longest it may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The caller's own signal; absent for one who never gives up. */
  readonly signal?: AbortSignal | undefined;
  /** Turns what the call threw into an error of ours. */
  readonly errorFrom: (thrown: unknown, signal: LightSignal) => ListenKeyError;
}

/**
 * Makes a call that may hang, answer late, throw, or reject with anything. It settles once: with the answer, with
 * `TIMEOUT`, with `ABORTED` as soon as the caller's signal says so, or with an error of ours.
 */
export function withinTime<Answer>(
  limits: CallLimits,
  call: (signal: LightSignal) => Promise<Answer>,
): Promise<Answer> {
  const { clock, timeoutMs, signal: outer, errorFrom } = limits;
  const signal = new LightSignal();
  return new Promise<Answer>((resolve, reject) => {
    const give = (reason: unknown): void => {
      settle();
      reject(transportErrorFrom(undefined, { aborted: true, reason }));
      signal.abort(reason);
    };
    const passOn = (): void => give(outer?.reason);
    const tooLong = (): void => give(timeoutReason(timeoutMs));
    const cancelTimer = clock.setTimer(timeoutMs, tooLong, { ref: true });
    const settle = (): void => {
      cancelTimer();
      outer?.removeEventListener("abort", passOn);
    };
    if (outer?.aborted) return passOn();
    outer?.addEventListener("abort", passOn);
    invoked(call, signal).then(
      (answer) => (settle(), resolve(answer)),
      (thrown: unknown) => (settle(), reject(errorFrom(thrown, signal))),
    );
  });
}

/** Even a function that throws becomes one that rejects. */
async function invoked<Answer>(
  call: (signal: LightSignal) => Promise<Answer>,
  signal: LightSignal,
): Promise<Answer> {
  return call(signal);
}
