/** The name `e` of the event in a frame, which may be wrapped in `{"stream","data"}`; nothing if there is none. */
export function eventName(frame: string): string | undefined {
  const value = parse(frame);
  const { e } = asObject(asObject(value)["data"] ?? value);
  return typeof e === "string" ? e : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
