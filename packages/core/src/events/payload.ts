/** Paths to the fields of a payload that hold ids: `i`, `o.i`, `O[].i`. */
export type IdPaths = readonly string[];

/** A string, or a number that is a whole one of sixteen digits or more, as they stand in JSON. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;

/** How many digits the shortest number has that may be beyond 2^53. */
const LONG = 16;

/** Paths taken apart, by the list that the product has for an event. */
const takenApart = new WeakMap<IdPaths, readonly (readonly string[])[]>();

const NO_IDS: IdPaths = [];

/**
 * Parses a payload without losing a digit: integers beyond 2^53 become strings wherever they stand, and the named id
 * fields are strings always.
 *
 * @throws `SyntaxError` for what is no JSON.
 */
export function parsePayload(text: string, ids: IdPaths = NO_IDS): unknown {
  const payload: unknown = JSON.parse(withQuotedIntegers(text));
  for (const path of stepsOf(ids)) stringify(payload, path, 0);
  return payload;
}

/**
 * Quotes integers beyond 2^53. A run of so many digits covers one of the places that are looked at, so most of the text
 * is never looked at. Where it is not clear at once what a run is part of, every token is looked at instead.
 */
function withQuotedIntegers(text: string): string {
  let quoted = "";
  let copied = 0;
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let start = at;
    while (isDigit(text, start - 1)) start--;
    while (isDigit(text, at + 1)) at++;
    const end = at + 1;
    // A string that begins with digits.
    if (end - start < LONG || text[start - 1] === '"') continue;
    if (text[start - 1] === "-") start--;
    if (!isWholeValue(text, start, end)) return withEveryTokenSeen(text);
    const token = text.slice(start, end);
    if (Number.isSafeInteger(Number(token))) continue;
    quoted += `${text.slice(copied, start)}"${token}"`;
    copied = end;
  }
  return quoted + text.slice(copied);
}

/**
 * Whether what stands between is the whole value of a field, as far as that shows: `…d":123,`. The quote ends a key, for
 * behind a letter no string begins.
 */
function isWholeValue(text: string, start: number, end: number): boolean {
  return (
    text[start - 1] === ":" &&
    text[start - 2] === '"' &&
    /\w/.test(text[start - 3] ?? "") &&
    /[,}\]]/.test(text[end] ?? "")
  );
}

function withEveryTokenSeen(text: string): string {
  return text.replace(STRING_OR_LONG_INTEGER, (token, at: number) => {
    const isWhole = token.startsWith('"') || Number.isSafeInteger(Number(token));
    // The tail of a fraction or an exponent is no integer.
    return isWhole || /[\d.eE+-]/.test(text[at - 1] ?? "") ? token : `"${token}"`;
  });
}

function isDigit(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return char >= 48 && char <= 57;
}

function stepsOf(ids: IdPaths): readonly (readonly string[])[] {
  let steps = takenApart.get(ids);
  if (steps === undefined) {
    steps = ids.map((path) => path.replaceAll("[]", "").split("."));
    takenApart.set(ids, steps);
  }
  return steps;
}

/** Turns the numbers at a path into strings. What is not there, or no number, stays as it is. */
function stringify(holder: unknown, path: readonly string[], depth: number): void {
  if (typeof holder !== "object" || holder === null) return;
  const name = path[depth] ?? "";
  const fields = holder as Record<string, unknown>;
  const value = fields[name];
  if (depth === path.length - 1) {
    if (typeof value === "number") fields[name] = String(value);
  } else if (Array.isArray(value)) {
    for (const each of value) stringify(each, path, depth + 1);
  } else {
    stringify(value, path, depth + 1);
  }
}
