import type { Instant } from "@listenkey/core/kit";
import type { Feed } from "../feeds/feed.ts";
import type { Arrival, Proof } from "../wire/arrival.ts";

/** Two feeds may bring one event so far apart, in milliseconds, and none of them is deaf. */
export const LAG_MS = 1_000;

/** What is known of a feed that somebody counts on. */
export interface FeedRecord {
  readonly feed: Feed;
  /** When events may have begun to come on it. */
  joinedAt?: Instant;
  /** From when on it is proved to have brought everything; absent while it is not live. */
  completeFrom?: Instant | undefined;
  /** The last event that it brought, which proves connection and credential at once. */
  lastEvent?: Arrival;
  /** When something was read on its connection last. */
  readAt?: Instant;
  /** When it brought its first event. */
  firstEventAt?: Instant;
  /** When another feed brought an event while this one was live, but had never brought any. */
  outheardAt?: Instant | undefined;
}

/**
 * Whether nothing but the key speaks for a feed. Nobody documents what a second socket on a listen key hears while the
 * first one is open; an event on it settles that.
 */
export function isUntried({ feed, lastEvent }: FeedRecord): boolean {
  return feed.credentialId !== undefined && lastEvent === undefined;
}

/** When a feed brought its last event; if it never has, since when it is counted on. */
export function lastHeard({ lastEvent, completeFrom }: FeedRecord): Proof | undefined {
  return lastEvent?.readAt ?? completeFrom;
}

/** Whether nothing but the key spoke for a feed at a moment, and not just then. */
export function isUntriedAt(record: FeedRecord, at: Instant | undefined): boolean {
  const { feed, firstEventAt } = record;
  const heardAt = firstEventAt?.monotonic ?? -Infinity;
  const isHeardLater = heardAt > (at?.monotonic ?? -Infinity) + LAG_MS;
  return isUntried(record) || (feed.credentialId !== undefined && isHeardLater);
}

/** Whether a feed began after another one for certain. */
export function isYounger({ completeFrom }: FeedRecord, other: FeedRecord): boolean {
  const from = completeFrom?.monotonic ?? -Infinity;
  return from > (other.completeFrom?.monotonic ?? Infinity) + LAG_MS;
}

/** Whether a feed has not brought yet what another one has, and may never. */
export function isOutheard(record: FeedRecord): boolean {
  return isUntried(record) && record.outheardAt !== undefined;
}

/** Whether a feed has never brought an event although another one has, and not just now. */
export function isDeaf(record: FeedRecord, now: Instant): boolean {
  return isUntried(record) && wasOutheard(record, now);
}

/** Whether another one has brought an event that a feed has not, and not just now. */
export function wasOutheard({ outheardAt }: FeedRecord, now: Instant): boolean {
  return outheardAt !== undefined && now.monotonic - outheardAt.monotonic > LAG_MS;
}
