import type { Clock, Random } from "@listenkey/core";
import type { CallBudget, DialUrgency, Instant } from "@listenkey/core/kit";
import type {
  Feed,
  FeedEnd,
  FeedEvent,
  FeedProven,
  FeedSource,
  RetiringReason,
} from "../feeds/feed.ts";
import type { RejectedFrame } from "../wire/wire.ts";
import type { FeedRecord } from "./feed-record.ts";
import type { Line } from "./line.ts";

/** What a line needs. */
export interface LineSettings {
  /** 0 or 1. */
  readonly lane: number;
  readonly source: FeedSource;
  readonly clock: Clock;
  readonly random: Random;
  /** How many sockets the account may open, over all its lines. */
  readonly budget: CallBudget;
}

/** A line's feed; it has one until it ends or another has taken its place. */
export interface LineFeed extends FeedRecord {
  readonly line: Line;
  readonly openedAt: Instant;
  /** What it was opened as. */
  readonly urgency: DialUrgency;
  /** Why it is to be replaced by another; absent while there is no reason. */
  retiring?: RetiringReason;
  /** Nothing tells whether it lives, whatever else is the reason for its replacement. */
  isUnproven?: boolean;
}

/** An attempt that failed, and the next one. */
export interface Retry {
  readonly end: FeedEnd;
  /** How many attempts in a row have failed. */
  readonly attempt: number;
  readonly inMs: number;
}

/** Where the owner of a line hears what happens to its feeds, and is asked what the line cannot know. */
export interface LineOwner {
  /** How urgently a line's feed is wanted at this moment, unless it replaces one that lives. */
  urgencyFor(line: Line): DialUrgency;
  /** The socket form for a new feed of this line. */
  formFor(line: Line): string | undefined;
  /** The feeds of the account, so that a new one is opened apart from them. */
  readonly feeds: readonly Feed[];
  /** Whether a feed may be replaced now merely because of its age. */
  mayRotate(line: Line): boolean;
  /** Whether what the old feed has brought is all accounted for by the new one, so that the old one may go. */
  isAligned(next: LineFeed, old: LineFeed): boolean;
  joined(feed: LineFeed): void;
  live(feed: LineFeed, proven: FeedProven): void;
  /** A live feed was heard, or its credential proved again, at that moment. */
  proven(feed: LineFeed, at: Instant): void;
  event(feed: LineFeed, event: FeedEvent): void;
  rejected(frame: RejectedFrame): void;
  /** A feed has ended, for whatever reason but that we closed it. */
  ended(feed: LineFeed, end: FeedEnd): void;
  /** A feed is being closed, because another has taken its place or it is not to be relied upon. Nothing of it follows. */
  left(feed: LineFeed): void;
  /** A feed has taken the place of another that was fine. */
  rotated(line: Line, reason: RetiringReason): void;
  /** An attempt has failed, and another follows in so many milliseconds. */
  retrying(line: Line, retry: Retry): void;
  /** No attempt will ever succeed. @returns Whether that is the end of everything. */
  failed(end: FeedEnd): boolean;
}
