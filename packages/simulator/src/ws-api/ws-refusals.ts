import type { Refusal } from "../rules/refusals.ts";

/** What is wrong with a frame that is no request. */
export function malformed(what: string): Refusal {
  return { status: 400, code: -1135, message: what };
}

/** The method does not exist, or no more. No document says how the exchange words this. */
export const UNKNOWN_METHOD: Refusal = malformed("Unknown 'method' in JSON request.");

/** Nobody has logged on. */
export const NOT_AUTHENTICATED: Refusal = {
  status: 400,
  code: -1193,
  message: "WebSocket session not authenticated. Recommendation: use `session.logon`",
};

/** Only Ed25519 keys may log on. */
export function unsupportedKey(algorithm: "HMAC-SHA-256" | "RSA"): Refusal {
  return { status: 400, code: -2028, message: `${algorithm} API key is not supported` };
}

export const TOO_MANY_SUBSCRIPTIONS: Refusal = {
  status: 400,
  code: -1191,
  message: "Too many subscriptions.",
};

export const SUBSCRIPTION_ACTIVE: Refusal = {
  status: 400,
  code: -2035,
  message: "User Data Stream subscription already active.",
};

export const SUBSCRIPTION_INACTIVE: Refusal = {
  status: 400,
  code: -2036,
  message: "User Data Stream subscription not active.",
};

export const NO_SUBSCRIPTION_ID_LEFT: Refusal = {
  status: 400,
  code: -2042,
  message: "Maximum subscription ID reached for this connection.",
};

export const INVALID_LISTEN_TOKEN: Refusal = {
  status: 400,
  code: -1209,
  message: "Invalid listenToken.",
};

/** A `timeUnit` in the URL that is none. */
export const INVALID_TIME_UNIT: Refusal = {
  status: 400,
  code: -1194,
  message: "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.",
};
