import type { Refusal } from "../rules/refusals.ts";
import { malformed } from "./ws-refusals.ts";

/** What a request is answered under. */
export type RequestId = string | number | null;

/** Parameters by name, as JSON had them. */
export type WsParams = Readonly<Record<string, unknown>>;

/** A request on the WebSocket API. */
export interface WsRequest {
  readonly id: RequestId;
  /** Without a `v3/` in front. */
  readonly method: string;
  readonly params: WsParams;
}

const VERSION = /^v3\//;
const ID = /^[a-zA-Z0-9-_]{1,36}$/;
const INVALID_ID =
  "Invalid 'id' in JSON request; expected an integer, a string matching '^[a-zA-Z0-9-_]{1,36}$', or null.";

/** Reads a text frame. */
export function readRequest(text: string): WsRequest | Refusal {
  const json = parse(text);
  if (!isObject(json)) return malformed("Invalid JSON request.");
  const { id = null, method, params = {} } = json;
  if (!isId(id)) return malformed(INVALID_ID);
  if (typeof method !== "string" || method === "")
    return malformed("Invalid 'method' in JSON request.");
  if (!isObject(params)) return malformed("Invalid 'params' in JSON request; expected an object.");
  return { id, method: method.replace(VERSION, ""), params };
}

/** What stands for a parameter in the signed payload: its text in the JSON, without quotes. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value) ?? "";
}

/** The payload that a signature is over: everything else, sorted by name, with nothing encoded. */
export function payloadOf(params: WsParams): string {
  return Object.entries(params)
    .filter(([name]) => name !== "signature")
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${textOf(value)}`)
    .join("&");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is RequestId {
  if (typeof value === "string") return ID.test(value);
  return value === null || Number.isSafeInteger(value);
}
