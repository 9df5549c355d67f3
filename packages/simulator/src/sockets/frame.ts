import type { Dialect } from "../rules/dialect.ts";
import { withEventTime } from "../rules/notices.ts";
import { familyOf, type ProductId } from "../rules/product-ids.ts";
import { exactJson } from "./exact-json.ts";
import type { Feed } from "./feed.ts";
import type { SimulatedEvent } from "./simulated-event.ts";

/** An event on its way to sockets. */
export interface Produced {
  readonly number: number;
  readonly product: ProductId;
  readonly event: SimulatedEvent;
  /** The event as JSON. */
  readonly text: string;
}

/**
 * The frame that a feed gets for an event.
 *
 * @param place How many sockets got it before.
 */
export function frameFor(
  produced: Produced,
  feed: Feed,
  { place, dialect }: { readonly place: number; readonly dialect: Dialect },
): string {
  const shiftMs = dialect.eventTime === "different" ? place : 0;
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
