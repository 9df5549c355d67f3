import { BadResponseError, RejectedError, type ListenKeyError } from "../errors.ts";
import { epochMs } from "../events/epoch-ms.ts";
import type { HttpResponse } from "../seams/transport.ts";

/** What the listen-key calls say when they succeed. */
export interface ListenKeyAnswer {
  /** The key that now lives; absent where the exchange answers `{}`. */
  readonly listenKey?: string;
  /** When it ends, in epoch milliseconds of the exchange's clock; only options say so. */
  readonly expiration?: number;
}

/** What creating a key answers. */
export interface CreatedListenKey extends ListenKeyAnswer {
  /** The key, a secret. */
  readonly listenKey: string;
}

/** What asking for a listen token answers. */
export interface ListenToken {
  /** The token: a bearer secret. */
  readonly token: string;
  /** When it ends, in epoch milliseconds of the exchange's clock; absent where the exchange does not say. */
  readonly expiresAt?: number;
}

/** The exchange's own error body. */
export interface ExchangeError {
  readonly code?: number;
  readonly msg?: string;
  /** Epoch milliseconds of the exchange's clock, as the WebSocket API puts it. */
  readonly retryAfter?: number;
}

/**
 * Reads a successful answer. This file is the only one that looks into what came from outside.
 *
 * @param mustHaveKey Whether it says nothing without a key.
 * @throws `BAD_RESPONSE` for a body that is empty, no JSON object, an error after all, or without a usable key.
 */
export function readListenKeyAnswer(response: HttpResponse, mustHaveKey = false): ListenKeyAnswer {
  const { listenKey, expiration } = successIn(response);
  const hasKey = isListenKey(listenKey);
  if (!hasKey && (mustHaveKey || listenKey !== undefined)) {
    throw badResponse(response, "no usable listen key");
  }
  return { ...(hasKey && { listenKey }), ...(isMoment(expiration) && { expiration }) };
}

/**
 * Reads a successful answer with a listen token. The documents print its end in milliseconds on one page and in
 * microseconds on another.
 *
 * @throws `BAD_RESPONSE` as {@link readListenKeyAnswer} does.
 */
export function readListenTokenAnswer(response: HttpResponse): ListenToken {
  const { token, expirationTime } = successIn(response);
  if (!isListenKey(token)) throw badResponse(response, "no usable listen token");
  return { token, ...(isMoment(expirationTime) && { expiresAt: epochMs(expirationTime) }) };
}

/** The fields of an answer that is a success by its status, and in truth. */
function successIn(response: HttpResponse): Readonly<Record<string, unknown>> {
  const body = jsonObject(response.body);
  if (body === undefined) throw badResponse(response, "no JSON object");
  const { code } = body;
  if (typeof code === "number" && code < 0) throw badResponse(response, `the error ${code}`);
  return body;
}

function isMoment(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

/** Reads the error body, or nothing where there is none: HTML, an empty body, broken JSON. */
export function readExchangeError(response: HttpResponse): ExchangeError | undefined {
  const body = jsonObject(response.body);
  if (body === undefined) return undefined;
  const error = asObject(body["error"]) ?? body;
  const retryAfter = asObject(error["data"])?.["retryAfter"];
  return {
    ...(typeof error["code"] === "number" && { code: error["code"] }),
    ...(typeof error["msg"] === "string" && { msg: error["msg"] }),
    ...(typeof retryAfter === "number" && { retryAfter }),
  };
}

/** The answer was no, or nothing that can be understood. */
export function refusal(
  response: HttpResponse,
  asked: { what: string; secrets: readonly string[] },
): ListenKeyError {
  const { status } = response;
  if (status < 400) return badResponse(response, `status ${status}`);
  const error = readExchangeError(response);
  // What follows begins with a semicolon.
  const told = redacted(error?.msg ?? "", asked.secrets).replace(/\.$/, "");
  const said = told === "" ? "" : `: ${told}`;
  const number = error?.code === undefined ? "" : ` (${error.code})`;
  return new RejectedError(
    `The exchange refused ${asked.what} with status ${status}${number}${said}${hint(status, error?.code)}`,
    {
      status,
      exchangeCode: error?.code,
    },
  );
}

/** The exchange said success, but not what. */
function badResponse(response: HttpResponse, lacks: string): BadResponseError {
  return new BadResponseError(
    `The exchange answered status ${response.status} with ${lacks} in ${response.body.length} characters; ` +
      "check that the REST origin is the exchange and not a proxy's page",
    { status: response.status },
  );
}

/** What a person can do about it, after a semicolon. */
function hint(status: number, code: number | undefined): string {
  if (code === -2014) return "; check that the API key is whole";
  if (code === -2015 || status === 401)
    return "; check the API key, its permissions, and its IP whitelist";
  if (code === -1125) return "; create a new listen key";
  if (code === -1021) return "; check the clock of this machine";
  if (code === -1022) return "; check that the secret belongs to the API key";
  if (status >= 500 || status === 408) return "; trying again is safe";
  return "";
}

/** What the exchange said, cut to a line, without the secrets it may repeat: ours, and whatever looks like one. */
function redacted(text: string, secrets: readonly string[]): string {
  let line = text.replace(/\s+/g, " ").trim();
  for (const secret of secrets) if (secret !== "") line = line.replaceAll(secret, "***");
  return line.replace(/[\w+/=-]{32,}/g, "***").slice(0, 300);
}

/** Whether it can be a listen key at all: opaque, but printable and without blanks. */
export function isListenKey(value: unknown): value is string {
  return typeof value === "string" && /^(?!(undefined|null)$)[\x21-\x7e]{1,512}$/.test(value);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
