import type { Verdict } from "../model/limits.ts";
import type { Refusal } from "../rules/refusals.ts";
import type { RequestId } from "./ws-request.ts";

/** An answer on the WebSocket API. */
export interface WsAnswer {
  readonly text: string;
  readonly status: number;
  /** The code of an error. */
  readonly code?: number | undefined;
  /** The subscription it is about. */
  readonly subscription?: number | undefined;
  /** What the socket hears behind the answer. */
  readonly afterwards?: (() => void) | undefined;
}

/** What every answer to one request has. */
export interface Envelope {
  readonly id: RequestId;
  /** Absent if the request does not want to know what it has used. */
  readonly rateLimits?: readonly object[] | undefined;
}

export function success({ id, rateLimits }: Envelope, result: unknown): WsAnswer {
  return { text: JSON.stringify({ id, status: 200, result, rateLimits }), status: 200 };
}

/** @param data What an error tells beside its code and message. */
export function failure(
  { id, rateLimits }: Envelope,
  { status, code, message: msg }: Refusal,
  data?: object,
): WsAnswer {
  const error = { code, msg, data };
  return { text: JSON.stringify({ id, status, error, rateLimits }), status, code };
}

/** The word that there were too many requests. */
export function tooMuch(envelope: Envelope, verdict: Verdict, now: number): WsAnswer {
  const { rules, until, limit } = verdict;
  const isBanned = verdict.status === "banned";
  const refusal = {
    status: isBanned ? 418 : 429,
    code: rules.code,
    message: isBanned ? rules.banned(until) : rules.limited(limit),
  };
  return failure(envelope, refusal, { serverTime: now, retryAfter: until });
}

/** What a request has used, as answers tell it. */
export function rateLimitsOf({ limit, used }: Verdict): readonly object[] {
  return [
    {
      rateLimitType: "REQUEST_WEIGHT",
      interval: "MINUTE",
      intervalNum: 1,
      limit,
      count: used,
    },
  ];
}
