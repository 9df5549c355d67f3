import type { ExchangeTime, Instant } from "@listenkey/core/kit";
import { eventTimeOf } from "../events/event-text.ts";

/** An event, and when it was read. A process that was held up reads late, and what it reads proves nothing of the time since. */
export interface Arrival {
  readonly text: string;
  readonly readAt: Instant;
}

/** Tells when an event was sent, at the earliest; nothing if it does not say so itself. */
export type SentAt = (arrival: Arrival) => Instant | undefined;

/** By the time that events carry, and by what is known of the exchange's clock. */
export function sentAtBy(
  exchangeTime: Pick<ExchangeTime, "toExchange">,
  timeField: string,
): SentAt {
  return ({ text, readAt }) => {
    const time = eventTimeOf(text, timeField);
    if (time === undefined) return undefined;
    const late = Math.max(0, exchangeTime.toExchange(readAt.wall).latest - time);
    return { wall: Math.floor(readAt.wall - late), monotonic: readAt.monotonic - late };
  };
}
