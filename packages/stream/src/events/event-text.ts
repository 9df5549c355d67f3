import { epochMs } from "@listenkey/core/kit";
import { topLevelValue, type TextSpan } from "./top-level-value.ts";
import { usualName, usualTime } from "./usual-event.ts";

const ZERO = 48;

/**
 * The name of an event, its top-level `e`, read without parsing the event.
 *
 * @param text The inner text of an event, an object in JSON. Other text gives an answer that means nothing, but never throws.
 * @returns Nothing if the event has no name, or one that is no string.
 */
export function eventNameOf(text: string): string | undefined {
  return usualName(text) ?? nameAnywhere(text);
}

function nameAnywhere(text: string): string | undefined {
  const value = topLevelValue(text, "e");
  if (value === undefined || text[value.start] !== '"') return undefined;
  return stringIn(text.slice(value.start, value.end));
}

/**
 * The send time of an event, read without parsing it: in epoch milliseconds, with a fraction where it came in
 * microseconds, which some streams send.
 *
 * @param timeField The field at the top of the event that holds it, e.g. `E`. Fields of the same name further in are others.
 * @returns Nothing if the event has none.
 */
export function eventTimeOf(text: string, timeField: string): number | undefined {
  const time = usualTime(text, timeField);
  return time === undefined ? timeAnywhere(text, timeField) : epochMs(time);
}

function timeAnywhere(text: string, timeField: string): number | undefined {
  const value = topLevelValue(text, timeField);
  if (value === undefined) return undefined;
  const isQuoted = text[value.start] === '"';
  const time = isQuoted
    ? wholeNumberIn(text, { start: value.start + 1, end: value.end - 1 })
    : wholeNumberIn(text, value);
  return time === undefined ? undefined : epochMs(time);
}

/** Further than this from our own time, a time is a mistake: no two clocks differ by so much. In milliseconds. */
const LARGEST_DIFFERENCE_MS = 86_400_000;

/** The send time of an event, as {@link eventTimeOf}; nothing if it is so far from the present that it makes no sense. */
export function saneTimeOf(
  text: string,
  { timeField, now }: { readonly timeField: string; readonly now: number },
): number | undefined {
  const time = eventTimeOf(text, timeField);
  return time !== undefined && Math.abs(time - now) < LARGEST_DIFFERENCE_MS ? time : undefined;
}

/**
 * What two copies of one event have in common although each socket got its own send time: the text without the value of
 * its top-level time field. To be compared only; it is no JSON.
 */
export function identityOf(text: string, timeField: string): string {
  const value = topLevelValue(text, timeField);
  return value === undefined ? text : text.slice(0, value.start) + text.slice(value.end);
}

/** The number that digits say; nothing if there is anything else, or nothing at all. A fifth of what a pattern takes. */
function wholeNumberIn(text: string, { start, end }: TextSpan): number | undefined {
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    number = number * 10 + digit;
  }
  return end > start ? number : undefined;
}

/** What a string in JSON says; nothing if it is broken. */
function stringIn(literal: string): string | undefined {
  if (!literal.includes("\\")) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}
