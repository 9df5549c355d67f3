import { fingerprint } from "../fingerprint.ts";
import type { Clock } from "../seams/clock.ts";
import type { KeyGrant } from "../seams/key-source.ts";
import { elapsedSince, type Instant } from "../time/instant.ts";

/** A listen key and what is known of its life. */
export interface Key {
  /** The key: a bearer secret. */
  readonly listenKey: string;
  /** Its fingerprint, safe to show. */
  readonly keyId: string;
  /** When the call was *sent* that last proved it: the answer may have been long on its way. */
  readonly provenAt: Instant;
  /** How long it lives from then, in milliseconds. */
  readonly lifetimeMs: number;
}

/** The key that an answer has proved. */
export function keyFrom(grant: KeyGrant, provenAt: Instant, lifetimeMs: number): Key {
  const { listenKey, expiresAt } = grant;
  return {
    listenKey,
    keyId: fingerprint(listenKey),
    provenAt,
    lifetimeMs:
      expiresAt === undefined ? lifetimeMs : Math.min(lifetimeMs, expiresAt - provenAt.wall),
  };
}

/** When a key ends unless renewed, in epoch milliseconds, as the wall clock stands now. */
export function endOf(key: Key, clock: Clock): number {
  return Math.floor(clock.now() + timeLeft(key, clock));
}

/** How long a key can still be vouched for, in milliseconds. */
export function timeLeft(key: Key | undefined, clock: Clock): number {
  return key === undefined
    ? Number.POSITIVE_INFINITY
    : key.lifetimeMs - elapsedSince(clock, key.provenAt);
}
