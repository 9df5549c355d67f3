/** Frames longer than this are parsed: a pattern may run out of stack on them. In characters. */
const LONGEST_MATCHED = 65_536;

/** How deep a frame may nest; events nest four deep. Far deeper, and `JSON.stringify` would run out of stack. */
const DEEPEST = 200;

const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const SCALAR = `${STRING}|${NUMBER}|true|false|null`;

/**
 * JSON as machines write it, without spaces and nested at most five deep: an exact part of the language, so what it
 * accepts is JSON. Every step is decided by the next character, which makes it linear: a sixth of what parsing costs.
 */
const COMPACT_OBJECT = new RegExp(`^${objectOf(nested(nested(nested(nested(`(?:${SCALAR})`)))))}$`);

/**
 * Whether a frame is an object in JSON that can be parsed at any later time without an error. Never throws.
 *
 * Events are parsed late, when nobody is there to hear that one is broken, so this is asked of every frame as it arrives.
 * It is exact: what the fast way does not recognise is parsed. Objects inside a sound frame are sound too.
 */
export function frameIsSound(text: string): boolean {
  if (text.length <= LONGEST_MATCHED && COMPACT_OBJECT.test(text)) return true;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !isTooDeep(text);
  } catch {
    return false;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value, or an object or list of such values. */
function nested(value: string): string {
  return `(?:${SCALAR}|${objectOf(value)}|${listOf(value)})`;
}

function objectOf(value: string): string {
  return String.raw`\{${itemsOf(`${STRING}:${value}`, String.raw`\}`)}\}`;
}

function listOf(value: string): string {
  return String.raw`\[${itemsOf(value, String.raw`\]`)}\]`;
}

/** Items with commas between them; each is written once, since a pattern that doubles at each depth is long enough. */
function itemsOf(item: string, close: string): string {
  return `(?:${item}(?:,(?!${close})|(?=${close})))*`;
}

/** Whether a text in JSON nests so deep that nobody could use it. */
export function isTooDeep(text: string): boolean {
  // Each level has two brackets.
  if (text.length <= 2 * DEEPEST) return false;
  let depth = 0;
  for (const [token] of text.matchAll(/[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
