import type { Screen } from "../../terminal.ts";
import type { DayWatcher } from "./day-watcher.ts";
import { clockTime } from "../../time-words.ts";

/** For files and pipes: a line for each notable event, with its simulated time. */
export function progressLines(screen: Screen): DayWatcher {
  let width = 0;
  return {
    begin({ startsAt, products }) {
      screen.print(`${clockTime(startsAt)}  one trading day begins, in simulated time`);
      width = Math.max(...products.map(({ name }) => name.length));
    },
    tell({ at, product = "", text }) {
      screen.print(`${clockTime(at)}  ${product.padEnd(width)}  ${text}`);
    },
    end: () => screen.print(""),
  };
}
