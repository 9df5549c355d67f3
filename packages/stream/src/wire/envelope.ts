import type { Instant } from "@listenkey/core/kit";
import { eventNameOf } from "../events/event-text.ts";
import { frameIsSound, isTooDeep } from "../events/frame-is-sound.ts";
import { topLevelValue } from "../events/top-level-value.ts";
import type { RejectedFrame, WireAnswer, WireEvent } from "./wire.ts";

/** What a text frame turned out to be. */
export type Reading =
  | { readonly kind: "event"; readonly event: WireEvent }
  | { readonly kind: "answer"; readonly id: unknown; readonly answer: WireAnswer }
  | { readonly kind: "rejected"; readonly reason: RejectedFrame["reason"] };

/** No event comes near it. In characters. */
const LONGEST_FRAME = 8 * 2 ** 20;

/** The envelopes as the exchange writes them, up to the event. */
const ENVELOPE = /^\{(?:"stream":"([^"\\]*)","data":|(?:"subscriptionId":(\d+),)?"event":)(?=\{)/;

/** What is known of an event beside its text: what its envelope says, and when it was read. */
type AboutEvent = Pick<WireEvent, "readAt"> & Partial<Omit<WireEvent, "text" | "type">>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a text frame: an event, bare or in one of the envelopes `{"stream","data"}` and `{"subscriptionId","event"}`, or
 * an answer in one of the two dialects. Never throws. The text of an event is cut out as it arrived, and not parsed.
 */
export function readFrame(text: string, readAt: Instant): Reading {
  if (text.length > LONGEST_FRAME) return { kind: "rejected", reason: "too large" };
  return asUsual(text, readAt) ?? asParsed(text, readAt);
}

/**
 * A frame written as the exchange writes it. What stands between the envelope and its last brace is a sound object, so
 * nothing else can be in the envelope.
 */
function asUsual(text: string, readAt: Instant): Reading | undefined {
  if (text.startsWith('{"e":"')) return frameIsSound(text) ? event(text, { readAt }) : undefined;
  const envelope = ENVELOPE.exec(text);
  if (envelope === null || !text.endsWith("}")) return undefined;
  const inner = text.slice(envelope[0].length, -1);
  const [, stream, id] = envelope;
  const subscriptionId = id === undefined ? undefined : Number(id);
  return frameIsSound(inner) ? event(inner, { stream, subscriptionId, readAt }) : undefined;
}

/** Any other frame: in another order, with other fields, with white space; or an answer. */
function asParsed(text: string, readAt: Instant): Reading {
  const fields = parsed(text);
  if (typeof fields === "string") return { kind: "rejected", reason: fields };
  if (typeof fields["e"] === "string") return event(text.trim(), { readAt });
  const { stream, subscriptionId } = fields;
  if (typeof stream === "string" && isObject(fields["data"])) {
    return event(valueIn(text, "data"), { stream, readAt });
  }
  if (isObject(fields["event"])) {
    const isNumbered = typeof subscriptionId === "number";
    return event(valueIn(text, "event"), { readAt, ...(isNumbered && { subscriptionId }) });
  }
  const answer = answerIn(fields);
  return answer === undefined
    ? { kind: "rejected", reason: "no event" }
    : { kind: "answer", id: fields["id"], answer };
}

function event(text: string, about: AboutEvent): Reading {
  const { stream, subscriptionId, readAt } = about;
  const type = eventNameOf(text) ?? "";
  return { kind: "event", event: { text, type, stream, subscriptionId, readAt } };
}

/** The fields of a frame, or why it has none. */
function parsed(text: string): Fields | RejectedFrame["reason"] {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return "not an object";
    return isTooDeep(text) ? "no event" : value;
  } catch {
    return "not JSON";
  }
}

function valueIn(text: string, field: string): string {
  const { start, end } = topLevelValue(text, field) ?? { start: 0, end: text.length };
  return text.slice(start, end);
}

/** An answer: of the WebSocket API, which has a status, or of a stream host. */
function answerIn(fields: Fields): WireAnswer | undefined {
  const { status, result } = fields;
  const error = errorIn(fields);
  if (error === undefined && status === undefined && !("result" in fields)) return undefined;
  const assumed = error === undefined ? 200 : 400;
  return { status: typeof status === "number" ? status : assumed, result, error };
}

/** The error of an answer: in a field of its own, or on stream hosts at the top. */
function errorIn(fields: Fields): WireAnswer["error"] {
  const { code, msg, data } = isObject(fields["error"]) ? fields["error"] : fields;
  if (typeof code !== "number") return undefined;
  return { code, msg: typeof msg === "string" ? msg : "", data };
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
