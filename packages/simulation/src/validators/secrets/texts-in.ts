/**
 * Every text that a value holds: names and values of all its own properties, those included that are not shown, and what
 * an error says of itself, its stack and its causes.
 */
export function textsIn(value: unknown): readonly string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const left: unknown[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === "string") texts.push(one);
    if (typeof one === "symbol") texts.push(one.description ?? "");
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    left.push(...partsOf(one));
  }
  return texts;
}

function partsOf(value: object): readonly unknown[] {
  const parts: unknown[] = value instanceof Error ? [value.name, value.message] : [];
  if (value instanceof Map || value instanceof Set) parts.push(...value);
  for (const key of Reflect.ownKeys(value)) {
    parts.push(key, Reflect.getOwnPropertyDescriptor(value, key)?.value);
  }
  return parts;
}
