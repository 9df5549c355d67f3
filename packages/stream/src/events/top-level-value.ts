const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const CLOSE_OBJECT = 125;

/** Where a value stands in a text. */
export interface TextSpan {
  readonly start: number;
  /** The first position behind it. */
  readonly end: number;
}

/**
 * Finds the value of a field at the top of an object in JSON without parsing it: whatever stands before the field is
 * skipped, what stands behind it is not looked at. Where a field comes twice the first counts.
 */
export function topLevelValue(text: string, field: string): TextSpan | undefined {
  let at = afterSpace(text, 0);
  if (text[at] !== "{") return undefined;
  while (at < text.length) {
    const keyStart = afterSpace(text, at + 1);
    if (text.charCodeAt(keyStart) !== QUOTE) return undefined;
    const keyEnd = afterString(text, keyStart);
    const colon = afterSpace(text, keyEnd);
    if (text.charCodeAt(colon) !== COLON) return undefined;
    const start = afterSpace(text, colon + 1);
    const end = afterValue(text, start);
    if (isField(text, { start: keyStart, end: keyEnd }, field)) return { start, end };
    at = afterSpace(text, end);
    if (text.charCodeAt(at) !== COMMA) return undefined;
  }
  return undefined;
}

function isField(text: string, key: TextSpan, field: string): boolean {
  const { start, end } = key;
  if (end - start === field.length + 2) return text.startsWith(field, start + 1);
  // Only a key with escapes can be the field and longer than it.
  const literal = text.slice(start, end);
  return literal.includes("\\") && unescaped(literal) === field;
}

function unescaped(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charCodeAt(at);
    if (char !== 32 && char !== 10 && char !== 13 && char !== 9) return at;
    at++;
  }
}

/** The position behind the string that begins at `start`; the end of the text if it never closes. */
function afterString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote > 0 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote < 0 ? text.length : quote + 1;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

/** The position behind the value that begins at `start`. */
function afterValue(text: string, start: number): number {
  switch (text[start]) {
    case '"':
      return afterString(text, start);
    case "{":
    case "[":
      return afterNested(text, start);
    default:
      return afterScalar(text, start);
  }
}

/** The position behind the number, `true`, `false` or `null` that begins at `start`. */
function afterScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
  return at;
}

/** A comma, a closing bracket or white space: no scalar has a character below `+` or one of these. */
function endsScalar(char: number): boolean {
  return char === COMMA || char === CLOSE_OBJECT || char === CLOSE_LIST || char <= SPACE;
}

/** The position behind the object or list that begins at `start`. */
function afterNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      at = afterString(text, at);
      continue;
    }
    at++;
    if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) break;
  }
  return at;
}
