import { RejectedError, type Clock, type ListenKeyError } from "@listenkey/core";
import {
  rateLimited,
  rateLimitOf,
  type Governor,
  type Instant,
  type PoolDraw,
} from "@listenkey/core/kit";
import type { HttpResponse } from "@listenkey/core/transport";

/** What follows from a handshake that was answered with an HTTP status. */
export interface HandshakeRefusal {
  readonly error: ListenKeyError;
  /** For how many milliseconds nothing may be asked of the exchange; absent if it only said no. */
  readonly retryInMs?: number;
}

/** The dial that was refused, and whom it concerns. */
export interface RefusedDial {
  readonly governor: Governor;
  readonly draw: PoolDraw;
  readonly clock: Clock;
  readonly dialledAt: Instant;
}

/** Judges the answer to a refused handshake, and stops the pool if the exchange wants silence. */
export function handshakeRefusal(
  response: HttpResponse,
  { governor, draw, clock, dialledAt }: RefusedDial,
): HandshakeRefusal {
  const { status } = response;
  const limit = rateLimitOf(response, clock.now());
  if (limit === undefined) {
    const message = `The exchange refused the connection with status ${status}; check the stream's host`;
    return { error: new RejectedError(message, { status }) };
  }
  const retryInMs = Math.ceil(governor.stop(draw, limit, dialledAt));
  const block = { status, forMs: retryInMs };
  return { error: rateLimited({ clock, pool: draw.pool }, "Connecting", block), retryInMs };
}
