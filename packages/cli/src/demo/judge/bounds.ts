import type { RequestRecord } from "@listenkey/simulator";

/**
 * How long a recovery may take, in simulated milliseconds. Each has a second for the call's turn in its rate-limit pool
 * and for the round trip, which should take no simulated time.
 */
export const BOUNDS = {
  /** After the exchange has said that a key has ended. */
  toldMs: 1_000,
  /** After a request failed or a socket dropped: the longest back-off. */
  backOffMs: 31_000,
  /** After a 401, which is tried again once a minute. */
  unauthorizedMs: 61_000,
  /** After a 401 to a program that has no key at all, which tries again every five minutes. */
  unauthorizedWithoutKeyMs: 301_000,
  /** After the end of a silence, which is broken within five seconds, so that not everybody comes at once. */
  releaseMs: 6_000,
  /**
   * After another client has deleted a key, of which nobody is told: it is found out at the next renewal, which comes
   * before a third of the key's 60 minutes is over.
   */
  silentEndMs: 1_201_000,
} as const;

/** How long the client may pause after a request that failed, in milliseconds. */
export function pauseAfter({ status, call }: RequestRecord): number {
  if (status !== 401) return BOUNDS.backOffMs;
  return call === "create" ? BOUNDS.unauthorizedWithoutKeyMs : BOUNDS.unauthorizedMs;
}
