/** The time of day, e.g. `14:05:10`, in UTC as the exchange counts. */
export function clockTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** A span of time in its two largest units, e.g. `20m 1s`; below ten seconds with one decimal, e.g. `0.4s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${Number((ms / 1_000).toFixed(1))}s`;
  const seconds = Math.round(ms / 1_000);
  const parts = [
    { count: Math.floor(seconds / 3_600), unit: "h" },
    { count: Math.floor(seconds / 60) % 60, unit: "m" },
    { count: seconds % 60, unit: "s" },
  ];
  const largest = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(largest, largest + 2)
    .filter(({ count }) => count > 0)
    .map(({ count, unit }) => `${count}${unit}`)
    .join(" ");
}

/** The time of day to the millisecond, e.g. `14:05:10.123`, in UTC as the exchange counts. */
export function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
