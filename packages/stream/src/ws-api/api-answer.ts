import { epochMs } from "@listenkey/core/kit";
import type { HttpResponse } from "@listenkey/core/transport";
import type { WireAnswer } from "../wire/wire.ts";

/** The number of a subscription that was asked for; nothing if the answer was no, or has none. */
export function subscriptionIdIn({ error, result }: WireAnswer): number | undefined {
  const id = error === undefined ? fieldOf(result, "subscriptionId") : undefined;
  return typeof id === "number" && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

/** The time of the exchange that an answer tells, be it a result or a refusal; nothing if it tells none. */
export function serverTimeIn({ error, result }: WireAnswer): number | undefined {
  const time = fieldOf(error === undefined ? result : error.data, "serverTime");
  if (typeof time !== "number" || !Number.isSafeInteger(time) || time <= 0) return undefined;
  // The URL may ask for microseconds.
  return Math.floor(epochMs(time));
}

/** A refusal as REST would have put it, so that both are judged alike. */
export function asResponse({ status, error }: WireAnswer): HttpResponse {
  return { status, headers: {}, body: JSON.stringify({ error }) };
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
