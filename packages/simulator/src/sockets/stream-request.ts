import type { SocketTerms } from "../rules/socket-terms.ts";
import { streamName, type StreamName } from "./stream-name.ts";

/** How requests are numbered; absent where it could not be read. */
export type RequestId = number | string | null;

/** What a client asks of a stream socket. */
export type StreamRequest =
  | {
      readonly method: "SUBSCRIBE" | "UNSUBSCRIBE";
      readonly id: RequestId;
      readonly names: readonly StreamName[];
    }
  | { readonly method: "LIST_SUBSCRIPTIONS" | "GET_PROPERTY"; readonly id: RequestId }
  | { readonly method: "SET_PROPERTY"; readonly id: RequestId; readonly combined: boolean };

/** Why a request is refused. */
export interface StreamRefusal {
  readonly code: number;
  readonly msg: string;
  /** Absent where it could not be read. */
  readonly id?: RequestId;
}

/** The words for a socket that hears too much. */
export const TOO_MANY_STREAMS = { code: 4, msg: "Too many streams" } as const;

const METHODS = [
  "SUBSCRIBE",
  "UNSUBSCRIBE",
  "LIST_SUBSCRIPTIONS",
  "SET_PROPERTY",
  "GET_PROPERTY",
] as const;

type Method = (typeof METHODS)[number];

/** Reads what a client has sent. */
export function readStreamRequest(
  text: string,
  ids: SocketTerms["requestIds"],
): StreamRequest | StreamRefusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: 3, msg: `Invalid JSON: expected value at ${endOf(text)}` };
  }
  if (typeof value !== "object" || value === null) return invalid("expected an object");
  return readFields(value, text, ids);
}

/** The fields that a request may have. */
interface Fields {
  readonly method?: unknown;
  readonly id?: unknown;
  readonly params?: unknown;
}

function readFields(
  { method, id, params = [] }: Fields,
  text: string,
  ids: SocketTerms["requestIds"],
): StreamRequest | StreamRefusal {
  if (method === undefined) return invalid(`missing field \`method\` at ${endOf(text)}`);
  if (!isMethod(method)) return invalid(unknownVariant(method, text));
  if (!isId(id, ids)) return invalid("request ID must be an unsigned integer");
  if (!Array.isArray(params)) return invalid("params must be an array", id);
  return READERS[method](method, id, params);
}

function isMethod(value: unknown): value is Method {
  return METHODS.some((method) => method === value);
}

function isId(value: unknown, ids: SocketTerms["requestIds"]): value is RequestId {
  if (Number.isInteger(value)) return ids === "any" || Number(value) >= 0;
  return ids === "any" && (value === null || typeof value === "string");
}

type Reader = (
  method: Method,
  id: RequestId,
  params: readonly unknown[],
) => StreamRequest | StreamRefusal;

const READERS: Readonly<Record<Method, Reader>> = {
  SUBSCRIBE: readNames,
  UNSUBSCRIBE: readNames,
  LIST_SUBSCRIPTIONS: (_method, id, params) =>
    params.length === 0 ? { method: "LIST_SUBSCRIPTIONS", id } : invalid("too many parameters", id),
  SET_PROPERTY: (_method, id, [property, value, ...rest]) => {
    const refusal = refuseProperty(property, rest, id);
    if (refusal !== undefined) return refusal;
    return typeof value === "boolean"
      ? { method: "SET_PROPERTY", id, combined: value }
      : { code: 1, msg: "Invalid value type: expected Boolean", id };
  },
  GET_PROPERTY: (_method, id, [property, ...rest]) =>
    refuseProperty(property, rest, id) ?? { method: "GET_PROPERTY", id },
};

function readNames(
  method: Method,
  id: RequestId,
  params: readonly unknown[],
): StreamRequest | StreamRefusal {
  // A name is not checked, but it has to be one.
  const isName = (param: unknown): param is string =>
    typeof param === "string" && /^[^\s@]+(@\S+)?$/.test(param);
  if (params.length === 0 || !params.every(isName)) return invalid("invalid stream", id);
  return {
    method: method === "SUBSCRIBE" ? "SUBSCRIBE" : "UNSUBSCRIBE",
    id,
    names: params.map(streamName),
  };
}

function refuseProperty(
  property: unknown,
  rest: readonly unknown[],
  id: RequestId,
): StreamRefusal | undefined {
  if (typeof property !== "string") return invalid("property name must be a string", id);
  if (property !== "combined") return { code: 0, msg: "Unknown property", id };
  return rest.length > 0 ? invalid("too many parameters", id) : undefined;
}

function invalid(why: string, id?: RequestId): StreamRefusal {
  return { code: 2, msg: `Invalid request: ${why}`, ...(id !== undefined && { id }) };
}

function unknownVariant(method: unknown, text: string): string {
  const known = METHODS.map((name) => `\`${name}\``).join(", ");
  const given = typeof method === "string" ? method : JSON.stringify(method);
  return `unknown variant \`${given}\`, expected one of ${known} at ${endOf(text)}`;
}

function endOf(text: string): string {
  return `line 1 column ${text.length}`;
}
