// Events as the exchange writes nearly all of them: without spaces, the name first, the time a number behind plain fields.
// Every event is asked for both, so these are found without looking at each field: in a third of the time.

const COMMA = 44;
const ZERO = 48;
const OPEN_LIST = 91;
const OPEN_OBJECT = 123;

const BEGINNING = '{"e":"';

/**
 * Names that have been read, each with the quote behind it, those that come often in front. A name that is found here is
 * no piece of the frame, which would keep the frame in memory, and looking it up elsewhere takes half the time.
 */
const known: { readonly quoted: string; readonly name: string }[] = [];

/** All products together have fewer. */
const MOST_KNOWN = 64;

/** The name of an event that is written as usual; of any other nothing. */
export function usualName(text: string): string | undefined {
  if (!text.startsWith(BEGINNING)) return undefined;
  return knownNameIn(text) ?? newNameIn(text);
}

function knownNameIn(text: string): string | undefined {
  for (let place = 0; place < known.length; place++) {
    const one = known[place];
    if (one === undefined || !text.startsWith(one.quoted, BEGINNING.length)) continue;
    const before = known[place - 1];
    if (before !== undefined) [known[place - 1], known[place]] = [one, before];
    return one.name;
  }
  return undefined;
}

function newNameIn(text: string): string | undefined {
  const name = text.slice(BEGINNING.length, text.indexOf('"', BEGINNING.length));
  if (name.includes("\\")) return undefined;
  const quoted = `${name}"`;
  if (known.length < MOST_KNOWN) known.push({ quoted, name: quoted.slice(0, -1) });
  return name;
}

/** What each time field is found by. */
const patterns = new Map<string, string>();

/**
 * The number in the time field of an event that is written as usual; of any other nothing. A quote inside a string has a
 * backslash before it, so the pattern is a field wherever it is found; it is one of the event's own as long as nothing is
 * nested before it.
 */
export function usualTime(text: string, timeField: string): number | undefined {
  let pattern = patterns.get(timeField);
  if (pattern === undefined) patterns.set(timeField, (pattern = `,"${timeField}":`));
  const at = text.startsWith(BEGINNING) ? text.indexOf(pattern) : -1;
  if (at < 0 || nests(text, at)) return undefined;
  return wholeNumberFrom(text, at + pattern.length);
}

/** Whether an object or list begins before a place, or a string looks as if. */
function nests(text: string, end: number): boolean {
  for (let at = 1; at < end; at++) {
    const char = text.charCodeAt(at);
    if (char === OPEN_OBJECT || char === OPEN_LIST) return true;
  }
  return false;
}

/** The number that begins at a place, if it is a whole one over 0 and not the last thing in the event. */
function wholeNumberFrom(text: string, start: number): number | undefined {
  let number = 0;
  for (let at = start; ; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
    else return digit === COMMA - ZERO && number > 0 ? number : undefined;
  }
}
