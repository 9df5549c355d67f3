import type { Dialect } from "../rules/dialect.ts";
import { withEventTime, withMicroseconds } from "../rules/notices.ts";
import { familyOf, type ProductId } from "../rules/product-ids.ts";
import { exactJson } from "./exact-json.ts";
import type { Feed } from "./feed.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import type { Subscription } from "../ws-api/subscription.ts";

/** An event on its way to sockets. */
export interface Produced {
  readonly number: number;
  readonly product: ProductId;
  readonly event: SimulatedEvent;
  /** The event as JSON. */
  readonly text: string;
}

/** Which of several sockets a frame is for. */
export interface FramePlace {
  /** How many sockets got it before. */
  readonly place: number;
  readonly dialect: Dialect;
}

/** The frame that a subscription gets for an event. */
export function subscriptionFrame(
  produced: Produced,
  { id, inMicroseconds }: Subscription,
  { place, dialect }: FramePlace,
): string {
  const shiftMs = shiftAt(place, dialect);
  const shifted = (): SimulatedEvent => withEventTime(produced.event, shiftMs);
  if (inMicroseconds) return envelope(id, exactJson(withMicroseconds(shifted())));
  return envelope(id, shiftMs === 0 ? produced.text : exactJson(shifted()));
}

function envelope(id: number, text: string): string {
  return `{"subscriptionId":${id},"event":${text}}`;
}

function shiftAt(place: number, { eventTime }: Dialect): number {
  return eventTime === "different" ? place : 0;
}

/** The frame that a feed gets for an event. */
export function frameFor(produced: Produced, feed: Feed, { place, dialect }: FramePlace): string {
  const shiftMs = shiftAt(place, dialect);
  const text = shiftMs === 0 ? produced.text : exactJson(withEventTime(produced.event, shiftMs));
  const wrapping = wrappingOf(produced, feed, dialect);
  if (wrapping === "bare") return text;
  const stream = wrapping === "key" ? feed.key.value : `${feed.key.value}@${produced.event.e}`;
  return `{"stream":${JSON.stringify(stream)},"data":${text}}`;
}

function wrappingOf(produced: Produced, feed: Feed, dialect: Dialect): Feed["wrapping"] {
  if (feed.wrapping !== "bare") return feed.wrapping;
  if (dialect.frames === "wrapped") return "key";
  // The options page shows this one event wrapped on a path that wraps nothing else.
  const documentedWrapped =
    familyOf(produced.product) === "options" && produced.event.e === "ACCOUNT_UPDATE";
  return dialect.frames === "documented" && documentedWrapped ? "key" : "bare";
}
