/** An event of the account, as a socket brought it. */
export interface HeardEvent {
  /** The event's name. */
  readonly name: string;
  /** Its content without its send time: two copies of one event have the same. */
  readonly content: string;
  /** Its send time, whatever its type. */
  readonly time: unknown;
  /** Whether it came in `{"stream","data"}`. */
  readonly isWrapped: boolean;
  /** Whether it has an integer beyond 2^53. */
  readonly hasLargeInteger: boolean;
  /** Which subscription it belongs to, on the WebSocket API. */
  readonly subscription: unknown;
  /** When it arrived, on the monotonic clock in milliseconds. */
  readonly at: number;
}

/** An answer to a request on a socket. */
export interface HeardAnswer {
  readonly id: unknown;
  readonly status: number | undefined;
  readonly result: unknown;
  /** The code in an error. */
  readonly code: number | undefined;
}

/** What a text frame is. */
export type HeardFrame =
  | { readonly kind: "event"; readonly event: HeardEvent }
  | { readonly kind: "answer"; readonly answer: HeardAnswer }
  | { readonly kind: "unreadable" };

type Fields = Readonly<Record<string, unknown>>;

const UNREADABLE: HeardFrame = { kind: "unreadable" };

/** Reads a text frame, from a stream host or the WebSocket API. Pure. */
export function readFrame(
  text: string,
  { timeField, at }: { readonly timeField: string; readonly at: number },
): HeardFrame {
  const frame = fieldsIn(text);
  if (frame === undefined) return UNREADABLE;
  const isWrapped = typeof frame["stream"] === "string" && isObject(frame["data"]);
  const inner = isWrapped ? frame["data"] : (frame["event"] ?? frame);
  if (!isObject(inner) || typeof inner["e"] !== "string") return answerIn(frame);
  const { [timeField]: time, ...content } = inner;
  return {
    kind: "event",
    event: {
      name: inner["e"],
      content: JSON.stringify(content),
      time,
      isWrapped,
      hasLargeInteger: hasLargeInteger(text),
      subscription: frame["subscriptionId"],
      at,
    },
  };
}

/** The fields of a JSON object; nothing where there is none. Pure. */
export function fieldsIn(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value has fields. Pure. */
export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function answerIn(frame: Fields): HeardFrame {
  const { id, status, result, error } = frame;
  if (id === undefined && error === undefined && result === undefined) return UNREADABLE;
  const told = isObject(error) ? error["code"] : frame["code"];
  return {
    kind: "answer",
    answer: {
      id,
      status: typeof status === "number" ? status : undefined,
      result,
      code: typeof told === "number" ? told : undefined,
    },
  };
}

function hasLargeInteger(text: string): boolean {
  for (const [, digits = ""] of text.matchAll(/[:[,](\d{16,20})(?=[,}\]])/g)) {
    if (!Number.isSafeInteger(Number(digits))) return true;
  }
  return false;
}
