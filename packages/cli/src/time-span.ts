const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a span of time such as `500ms`, `30s`, `1.5m` or `2h`. Pure. @returns Milliseconds; nothing for anything else. */
export function timeSpan(text: string): number | undefined {
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  return unitMs === undefined ? undefined : Math.round(Number(count) * unitMs);
}
