import type { Clock } from "@listenkey/core";
import {
  rateLimited,
  rateLimitOf,
  refusal,
  type ExchangeTime,
  type Governor,
  type Instant,
  type PoolDraw,
} from "@listenkey/core/kit";
import type { WireAnswer } from "../wire/wire.ts";
import { asResponse, serverTimeIn } from "./api-answer.ts";

/** Whom an answer concerns. */
export interface ApiCaller {
  readonly governor: Governor;
  readonly draw: PoolDraw;
  readonly clock: Clock;
  readonly exchangeTime: ExchangeTime;
}

/** What was asked. */
export interface ApiCall {
  readonly method: string;
  readonly sentAt: Instant;
  /** What a refusal may repeat and nobody may read. */
  readonly secrets: readonly string[];
}

/**
 * Judges an answer of the WebSocket API as one of REST is judged, and stops the pool if the exchange wants silence.
 *
 * @returns What it said, if it was yes.
 * @throws `RATE_LIMITED`, `REJECTED`, or `BAD_RESPONSE`.
 */
export function resultOf(answer: WireAnswer, call: ApiCall, caller: ApiCaller): unknown {
  const { governor, draw, clock, exchangeTime } = caller;
  const { method, secrets, sentAt } = call;
  const { status, error, result } = answer;
  const response = asResponse(answer);
  const now = serverTimeIn(answer) ?? exchangeTime.estimate(clock.now());
  const limit = rateLimitOf(response, now);
  if (limit !== undefined) {
    const forMs = governor.stop(draw, limit, sentAt);
    throw rateLimited({ clock, pool: draw.pool }, method, { status, forMs });
  }
  if (status < 500) governor.answered(draw);
  if (error !== undefined || status !== 200) throw refusal(response, { what: method, secrets });
  return result;
}

/** Stops the pool if that is what an answer asks for. Whatever else it says, it was an answer. */
export function heed(answer: WireAnswer, sentAt: Instant, caller: ApiCaller): void {
  try {
    resultOf(answer, { method: "ping", sentAt, secrets: [] }, caller);
  } catch {
    // Whoever draws from the pool next is told.
  }
}
