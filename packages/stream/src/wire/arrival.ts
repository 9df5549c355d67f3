import type { ExchangeTime, Instant } from "@listenkey/core/kit";
import { eventTimeOf } from "../events/event-text.ts";

/** An event, and when it was read. A process that was held up reads late, and what it reads proves nothing of the time since. */
export interface Arrival {
  /** The inner text of the event. */
  readonly text: string;
  readonly readAt: Instant;
}

/** A moment that something is proved until, noted by the exchange's clock, too: the local one may be set later, or stand still. */
export interface Proof extends Instant {
  /** At the earliest, in epoch milliseconds of the exchange's clock; absent where it was not known then. */
  readonly exchangeAt?: number;
}

/** No event comes from so far in the future, in milliseconds. */
const MOST_EARLY_MS = 86_400_000;

/** What is known of moments at the exchange. */
export interface Moments {
  /** When an event was sent, at the earliest; nothing if it does not say so itself. */
  readonly sentAt: (arrival: Arrival) => Proof | undefined;
  /** A moment of just now. */
  readonly noted: (instant: Instant) => Proof;
}

/** By the time that events carry, and by what is known of the exchange's clock. */
export function momentsOf(
  exchangeTime: Pick<ExchangeTime, "toExchange" | "toldAt">,
  timeField: string,
): Moments {
  return {
    sentAt: ({ text, readAt }) => {
      const time = eventTimeOf(text, timeField);
      if (time === undefined) return undefined;
      const early = time - exchangeTime.toExchange(readAt.wall).latest;
      // Something else than a time, or in another unit.
      if (early > MOST_EARLY_MS) return undefined;
      const late = Math.max(0, -early);
      const [wall, monotonic] = [Math.floor(readAt.wall - late), readAt.monotonic - late];
      return { wall, monotonic, exchangeAt: Math.floor(time) };
    },
    noted: (instant) => {
      const { wall, monotonic } = instant;
      const exchangeAt = exchangeTime.toldAt(instant);
      return exchangeAt === undefined
        ? instant
        : { wall, monotonic, exchangeAt: Math.floor(exchangeAt) };
    },
  };
}

/** Where nothing is known of the exchange's clock. */
export const noMoments: Moments = { sentAt: () => undefined, noted: (instant) => instant };

/** Whether a proof is later than another: by the exchange's clock, if both were noted by it. */
export function isLater(one: Proof, other: Proof): boolean {
  return one.exchangeAt !== undefined && other.exchangeAt !== undefined
    ? one.exchangeAt > other.exchangeAt
    : one.monotonic > other.monotonic;
}

/** The later of two proofs. What was sent to a machine that slept is late by more than its monotonic clock knows. */
export function laterOf(one: Proof, other: Proof): Proof {
  const [earlier, later] = isLater(other, one) ? [one, other] : [other, one];
  return later.monotonic >= earlier.monotonic ? later : { ...later, monotonic: earlier.monotonic };
}

/** The latest of some moments; nothing if there is none. */
export function latest(...instants: readonly (Proof | undefined)[]): Proof | undefined {
  return inOrder(instants).at(-1);
}

/** The earliest of some moments; nothing if there is none. */
export function earliest(...instants: readonly (Proof | undefined)[]): Proof | undefined {
  return inOrder(instants)[0];
}

/** Moments from the earliest on. */
export function inOrder(instants: readonly (Proof | undefined)[]): readonly Proof[] {
  return instants
    .filter((instant) => instant !== undefined)
    .sort((one, other) => (isLater(one, other) ? 1 : -1));
}
