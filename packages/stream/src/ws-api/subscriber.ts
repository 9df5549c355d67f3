import type { Proof } from "../wire/arrival.ts";
import { BadResponseError } from "@listenkey/core";
import { instantOf, type DialUrgency } from "@listenkey/core/kit";
import { transportErrorFrom } from "@listenkey/core/transport";
import type { WireRequest } from "../wire/wire.ts";
import { subscriptionIdIn } from "./api-answer.ts";
import type { ApiConnection } from "./api-connection.ts";
import type { Seat } from "./seat.ts";

/** Who wants to be subscribed, and where. */
export interface SubscribeCall {
  readonly connection: ApiConnection;
  readonly seat: Seat;
  /** How urgent it is, whenever there is a turn to be had. */
  readonly urgency: () => DialUrgency;
  /** Nobody wants it any more. */
  readonly signal: AbortSignal;
  /** The frame has been sent. May be called more than once. */
  readonly sent: () => void;
}

/** How long a credential lives. */
export interface CredentialLife {
  /** When it was asked for: it lives from then on, or from later. */
  readonly since: Proof;
  readonly lifetimeMs: number;
}

/** How an account is subscribed on the WebSocket API: by signature, or by token. */
export interface Subscriber {
  /** What tells the account from others on a connection. */
  readonly account: string;
  /**
   * Waits for everything that it takes, subscribes, and resolves when that was acknowledged.
   *
   * @returns The life of what it was acknowledged by; nothing if that goes on as long as the connection.
   */
  subscribe(call: SubscribeCall): Promise<CredentialLife | undefined>;
}

/**
 * Sends a subscribe whose turn has come, and judges the answer.
 *
 * @param secrets What the answer may repeat and nobody may read.
 */
export async function sendSubscribe(
  { connection, seat, signal, sent }: SubscribeCall,
  request: WireRequest,
  secrets: readonly string[],
): Promise<void> {
  if (signal.aborted) throw transportErrorFrom(undefined, signal);
  const { method } = request;
  const sentAt = instantOf(connection.clock);
  const answering = seat.subscribe(request);
  sent();
  const answer = await answering;
  connection.resultOf(answer, { method, sentAt, secrets });
  if (subscriptionIdIn(answer) !== undefined) return;
  const message = `The exchange acknowledged ${method} without a subscriptionId; check the WebSocket API's URL`;
  throw new BadResponseError(message, { status: answer.status });
}
