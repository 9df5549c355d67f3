import { saneTimeOf } from "../events/event-text.ts";

/** What the stream says when a listen key has ended. */
export interface KeyExpiry {
  /** The key that has ended, a secret; absent on hosts that do not name it. */
  readonly listenKey: string | undefined;
  /** When it ended, in epoch milliseconds of the exchange's clock; absent if what is said makes no sense. */
  readonly at: number | undefined;
}

/**
 * Reads a `listenKeyExpired` event.
 *
 * @param text The inner text of the event, an object in JSON.
 * @param timeField The field of the product's events that holds their time.
 * @param now The present time in epoch milliseconds.
 */
export function readKeyExpiry(text: string, timeField: string, now: number): KeyExpiry {
  const { listenKey } = JSON.parse(text) as { listenKey?: unknown };
  return {
    listenKey: typeof listenKey === "string" ? listenKey : undefined,
    at: saneTimeOf(text, { timeField, now }),
  };
}
