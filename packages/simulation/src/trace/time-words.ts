/** A time of the day as `hh:mm:ss.mmm`, from milliseconds since its beginning; a day may have more than 24 hours. */
export function timeOfDay(atMs: number): string {
  const ms = Math.floor(atMs);
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, "0"),
  );
  return `${parts.join(":")}.${String(ms % 1_000).padStart(3, "0")}`;
}

/** A span of time in its two largest units, e.g. `1h 5m`, `40s`; below a second in milliseconds, e.g. `250ms`. */
export function spanOf(ms: number): string {
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))}ms`;
  const seconds = Math.round(ms / 1_000);
  const parts = [
    { many: Math.floor(seconds / 3_600), unit: "h" },
    { many: Math.floor(seconds / 60) % 60, unit: "m" },
    { many: seconds % 60, unit: "s" },
  ];
  const largest = parts.findIndex(({ many }) => many > 0);
  return parts
    .slice(largest, largest + 2)
    .filter(({ many }) => many > 0)
    .map(({ many, unit }) => `${many}${unit}`)
    .join(" ");
}
