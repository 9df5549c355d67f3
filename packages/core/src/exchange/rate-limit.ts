import type { HttpResponse } from "../seams/transport.ts";
import { readExchangeError, type ExchangeError } from "./answer.ts";

/** An answer that asks for silence. */
export interface RateLimit {
  /** 429, 418, or 403 from a firewall. */
  readonly status: number;
  /** For how many milliseconds; absent where the exchange does not say. */
  readonly forMs?: number;
}

/** The longest ban Binance documents, in milliseconds. */
export const LONGEST_BAN_MS: number = 3 * 86_400_000;

/** Recognises an answer that asks for silence, and for how long. */
export function rateLimitOf(response: HttpResponse, now: number): RateLimit | undefined {
  const { status } = response;
  if (status !== 429 && status !== 418 && status !== 403) return undefined;
  const error = readExchangeError(response);
  // A 403 of the exchange itself has a code; one without is its firewall's page.
  if (status === 403 && error?.code !== undefined) return undefined;
  const told = toldSilence(response, error, now);
  // Silence of no length is no word at all: our clocks disagree, or the exchange does not mean it.
  if (told === undefined || told <= 0) return { status };
  return { status, forMs: Math.min(Math.max(told, 1_000), LONGEST_BAN_MS) };
}

function toldSilence(
  response: HttpResponse,
  error: ExchangeError | undefined,
  localNow: number,
): number | undefined {
  const now = serverTime(response) ?? localNow;
  const header = fromHeader(response.headers["retry-after"], now);
  return header ?? untilMoment(error?.retryAfter ?? bannedUntil(error?.msg), now);
}

/** `Retry-After` in seconds, or as an HTTP date. */
function fromHeader(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds * 1_000;
  return untilMoment(Date.parse(value), now);
}

function untilMoment(moment: number | undefined, now: number): number | undefined {
  return moment === undefined || Number.isNaN(moment) ? undefined : moment - now;
}

/** `IP banned until 1659146400000.`, as the message of code -1003 has it. */
function bannedUntil(message: string | undefined): number | undefined {
  const moment = message === undefined ? null : /banned until (\d{13})/.exec(message);
  return moment === null ? undefined : Number(moment[1]);
}

/** The exchange's own clock, to the second, so that its moments are read by its time and not by ours. */
export function serverTime(response: HttpResponse): number | undefined {
  const moment = Date.parse(response.headers["date"] ?? "");
  return Number.isNaN(moment) ? undefined : moment;
}
