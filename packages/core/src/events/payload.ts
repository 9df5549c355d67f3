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
  const payload: unknown = JSON.parse(hasLongDigits(text) ? withQuotedIntegers(text) : text);
  for (const path of stepsOf(ids)) stringify(payload, path, 0);
  return payload;
}

function withQuotedIntegers(text: string): string {
  return text.replace(STRING_OR_LONG_INTEGER, (token, at: number) => {
    const isWhole = token.startsWith('"') || Number.isSafeInteger(Number(token));
    // The tail of a fraction or an exponent is no integer.
    return isWhole || /[\d.eE+-]/.test(text[at - 1] ?? "") ? token : `"${token}"`;
  });
}

/** A run of so many digits covers one of the places that are looked at; a pattern would look at all of them. */
function hasLongDigits(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (isDigit(text, start - 1)) start--;
    while (isDigit(text, end)) end++;
    if (end - start >= LONG) return true;
  }
  return false;
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
