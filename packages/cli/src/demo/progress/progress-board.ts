import type { CancelTimer, Clock } from "@listenkey/core";
import type { Screen } from "../../terminal.ts";
import { boardOf } from "./board.ts";
import type { DayWatcher } from "./day-watcher.ts";

/** How often the lines are drawn, in real milliseconds. */
const REDRAW_MS = 100;

/** For terminals: a line for each product, which updates in place. */
export function progressBoard(screen: Screen, real: Clock): DayWatcher {
  let cancelTimer: CancelTimer = () => undefined;
  return {
    begin(view) {
      const draw = (): void => {
        screen.show(boardOf(view, screen));
        cancelTimer = real.setTimer(REDRAW_MS, draw, { ref: false });
      };
      draw();
    },
    // The lines show what was told last.
    tell: () => undefined,
    end() {
      cancelTimer();
      screen.show("");
    },
  };
}
