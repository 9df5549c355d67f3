import type { Feed, FeedEnd } from "../feeds/feed.ts";
import type { Arrival } from "../wire/arrival.ts";
import { Coverage } from "./coverage.ts";
import type { FeedRecord } from "./feed-record.ts";

/** A moment at which both clocks agree. */
export function at(ms: number): { wall: number; monotonic: number } {
  return { wall: 1_000_000 + ms, monotonic: ms };
}

/** A coverage for events that say of themselves when they were sent: `{"E":5000}` after five seconds. */
export function coverageOf(): Coverage {
  return new Coverage(({ text }) => at((JSON.parse(text) as { readonly E: number }).E));
}

/** An event that was sent then, and read a minute later. */
export function eventAt(ms: number): Arrival {
  return { text: JSON.stringify({ E: ms }), readAt: at(ms + 60_000) };
}

/** What a feed shows of itself. */
export function feed(facts: Partial<Feed> = {}): Feed {
  return {
    id: 1,
    connectedAt: undefined,
    heardAt: undefined,
    credentialProvenAt: undefined,
    credentialId: undefined,
    livenessBoundMs: 30_000,
    form: undefined,
    probe: () => undefined,
    close: () => Promise.resolve(),
    ...facts,
  };
}

/** A feed opened with a listen key. */
export function keyed(facts: {
  id: string;
  heard: number;
  proven: number;
  joined: number;
}): FeedRecord {
  const { id, heard, proven, joined } = facts;
  const shown = feed({ heardAt: at(heard), credentialId: id, credentialProvenAt: at(proven) });
  return { feed: shown, joinedAt: at(joined) };
}

/** Its connection broke. */
export const dropped: FeedEnd = { cause: "connection" };
