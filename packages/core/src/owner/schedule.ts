import type { Random } from "../seams/clock.ts";

/** The first retry comes within this many milliseconds; later ones within twice as many each time. */
const FIRST_BACKOFF_MS = 500;

/** The longest pause between retries, in milliseconds. */
const LONGEST_BACKOFF_MS = 30_000;

/** How often an API key that is not accepted is tried: while the listen key lives, and once it is lost. */
const UNAUTHORIZED_RETRY_MS = { renew: 60_000, create: 300_000 } as const;

/** What decides how long to wait before trying again. */
export interface RetryFacts {
  /** Which call failed. */
  readonly call: "create" | "renew";
  /** How many attempts in a row have failed. */
  readonly failures: number;
  /** Whether the API key was not accepted. */
  readonly isUnauthorized: boolean;
}

/** How long after its last success a key is renewed: between a quarter and a third of its life, drawn. */
export function renewalDelay(lifetimeMs: number, random: Random): number {
  return lifetimeMs * (1 / 4 + random() * (1 / 3 - 1 / 4));
}

/** How long to wait before the next attempt: full jitter, so that clients do not come in step. */
export function retryDelay({ call, failures, isUnauthorized }: RetryFacts, random: Random): number {
  if (failures === 0) return 0;
  if (isUnauthorized) return UNAUTHORIZED_RETRY_MS[call];
  return (
    random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 16))
  );
}
