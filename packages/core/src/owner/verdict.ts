import type { ListenKeyError } from "../errors.ts";
import { exchangeCodeOf, isUnanswered, saysExpired, statusOf } from "../exchange/key-calls.ts";

/**
 * What a failure means for a key.
 *
 * - `retry`: it may pass by itself.
 * - `unauthorized`: the API key is not accepted, perhaps only now (an IP whitelist being edited).
 * - `expired`: the exchange does not know the listen key.
 * - `fatal`: asking again will not help.
 */
export type Verdict = "retry" | "unauthorized" | "expired" | "fatal";

/**
 * Codes that Binance gives with various statuses for trouble that passes, and documents as safe to retry. -1021, the
 * clocks disagreeing, can only come from a source that signs, and is for it to mend. -1109 has been the answer of COIN-M's maintenance.
 */
const EXCHANGE_TROUBLE = new Set([
  -1021, -1000, -1001, -1003, -1006, -1007, -1008, -1016, -1034, -1109,
]);

/** Codes for an API key that is not accepted. */
const UNAUTHORIZED = new Set([-2014, -2015]);

/** Judges a failure. Pure. */
export function verdictOn(error: ListenKeyError): Verdict {
  switch (error.code) {
    case "CONFIGURATION":
    case "RETIRED":
      return "fatal";
    case "REJECTED":
      return verdictOnRefusal(error);
    default:
      return "retry";
  }
}

function verdictOnRefusal(error: ListenKeyError): Verdict {
  const code = exchangeCodeOf(error) ?? 0;
  if (saysExpired(error)) return "expired";
  if (isUnanswered(error) || EXCHANGE_TROUBLE.has(code)) return "retry";
  if (statusOf(error) === 401 || UNAUTHORIZED.has(code)) return "unauthorized";
  return "fatal";
}
