import type { Clock } from "@listenkey/core";
import { CallBudget, instantOf, type Instant } from "@listenkey/core/kit";
import { virtualClock } from "@listenkey/core/testing";
import { nextFeedId } from "../feeds/feed-id.ts";
import type { Feed, FeedEvent, FeedHandlers, FeedRequest, FeedSource } from "../feeds/feed.ts";
import { Splicer } from "../splice/splicer.ts";
import { Conductor } from "./conductor.ts";
import type { Interval } from "./coverage.ts";

/** In milliseconds. */
export const SECOND = 1_000;
/** In milliseconds. */
export const MINUTE = 60 * SECOND;

/** A feed that does what the test says. */
export interface Opened {
  readonly lane: number;
  readonly handlers: FeedHandlers;
  isClosed: boolean;
  /** It is heard no more from then on. */
  silentSince?: Instant;
  /** It connects, and its key is confirmed. */
  live(): void;
}

/** Opens feeds that do what the test says. */
function sourceOf(clock: Clock, opened: Opened[]): FeedSource {
  const open = ({ lane, handlers }: FeedRequest): Feed => {
    const connectedAt = instantOf(clock);
    const one: Opened = {
      lane,
      handlers,
      isClosed: false,
      live() {
        handlers.joined();
        handlers.live({ proof: "key" });
      },
    };
    opened.push(one);
    return {
      id: nextFeedId(),
      connectedAt,
      get heardAt() {
        return one.silentSince ?? instantOf(clock);
      },
      credentialProvenAt: connectedAt,
      credentialId: "K1",
      livenessBoundMs: 30_000,
      form: undefined,
      probe: () => undefined,
      close: async () => void (one.isClosed = true),
    };
  };
  return {
    forms: [],
    blockedUntil: undefined,
    open,
    doubt: () => undefined,
    replaceCredentials: () => undefined,
    close: async () => undefined,
  };
}

/** A conductor, the feeds that it has opened, and what it has told. */
export function setup(sockets: 1 | 2) {
  const clock = virtualClock();
  const opened: Opened[] = [];
  const source = sourceOf(clock, opened);
  const told: string[] = [];
  const gaps: Interval[] = [];
  const listeners: { event?: () => void } = {};
  const events = { names: ["A"], ids: {}, timeField: "E", ordered: true };
  const conductor = new Conductor(
    {
      source,
      sockets,
      socketForm: undefined,
      events,
      budget: new CallBudget(clock),
      clock,
      random: () => 0.5,
      sentAt: ({ text, readAt }) => ({ ...readAt, exchangeAt: JSON.parse(text).E as number }),
      makeSplicer: (sink) => new Splicer({ identityOf: (text) => text, ordered: true }, sink),
    },
    {
      deliver: () => listeners.event?.(),
      gap: (interval) => {
        told.push("gap");
        gaps.push(interval);
      },
      tell: (name, ..._event) => void told.push(name),
      failed: () => void told.push("failed"),
    },
  );
  conductor.start();
  let count = 0;
  const event = (): FeedEvent => {
    const text = `{"e":"A","E":${clock.now()},"n":${(count += 1)}}`;
    return { text, type: "A", readAt: instantOf(clock) };
  };
  const openFeeds = () => opened.filter(({ isClosed }) => !isClosed);
  /** The feed that was opened in that place, from 0. @throws If none was. */
  const feedAt = (place: number): Opened => {
    const one = opened[place];
    if (one === undefined) throw new Error(`${opened.length} feeds were opened`);
    return one;
  };
  return { clock, opened, feedAt, openFeeds, told, gaps, listeners, conductor, event };
}

/** The exchange allows one socket only: whenever the second one opens, it closes the first. */
export async function evictThreeTimes({
  clock,
  opened,
  openFeeds,
}: ReturnType<typeof setup>): Promise<void> {
  await clock.advance(0);
  opened[0]?.live();
  for (let times = 0; times < 3; times += 1) {
    const [old, fresh] = openFeeds().slice(-2);
    fresh?.live();
    await clock.advance(100);
    old?.handlers.ended({ cause: "connection" });
    if (old !== undefined) old.isClosed = true;
    await clock.advance(SECOND);
  }
}
