import { timeOfDay } from "./time-words.ts";
import type { TraceLine } from "./trace.ts";

/** How wide the column of names is, unless a name is wider. */
const WHO_COLUMNS = 12;

/** A line of a timeline for people: `hh:mm:ss.mmm  who  what`. Pure. */
export function timelineText({ atMs, who, what }: TraceLine): string {
  return `${timeOfDay(atMs)}  ${who.padEnd(WHO_COLUMNS)}  ${what}`;
}
