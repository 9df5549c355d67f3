import type { Refusal } from "../rules/refusals.ts";
import { INVALID_TIME_UNIT } from "./ws-refusals.ts";

/** What the URL of a WebSocket API socket asks for. */
export interface WsAddress {
  readonly inMicroseconds: boolean;
  /** Whether answers tell the request weight used so far, unless a request says otherwise. */
  readonly returnRateLimits: boolean;
}

const TIME_UNITS: ReadonlySet<string> = new Set(["MILLISECOND", "MICROSECOND"]);

/** Reads the query of a socket's URL. */
export function readWsAddress(query: string): WsAddress | Refusal {
  const params = new URLSearchParams(query);
  const given = params.get("timeUnit") ?? "MILLISECOND";
  const timeUnit = given.toUpperCase();
  const isUniform = given === timeUnit || given === timeUnit.toLowerCase();
  if (!TIME_UNITS.has(timeUnit) || !isUniform) return INVALID_TIME_UNIT;
  return {
    inMicroseconds: timeUnit === "MICROSECOND",
    returnRateLimits: params.get("returnRateLimits") !== "false",
  };
}
