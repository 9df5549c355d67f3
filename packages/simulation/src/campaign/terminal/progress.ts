import type { CancelTimer, Clock } from "@listenkey/core";
import { spanOf } from "../../trace/time-words.ts";
import { grouped, many } from "../report/plain-table.ts";
import { rate } from "../report/words.ts";
import type { Tally } from "../tally/tally.ts";
import type { Screen } from "./terminal.ts";

/** How often a line is refreshed on a terminal, in real milliseconds. */
const REFRESH_MS = 250;

/** How often a line is written into a log, in real milliseconds. */
const LOG_MS = 10_000;

/** Shows how far something is: one line that is refreshed on a terminal, a line now and then in a log. @returns Ends it. */
export function showProgress(screen: Screen, clock: Clock, text: () => string): () => void {
  let cancelTimer: CancelTimer = () => undefined;
  const { isInteractive } = screen;
  const wait = (): void => {
    const ms = isInteractive ? REFRESH_MS : LOG_MS;
    cancelTimer = clock.setTimer(ms, tell, { ref: false });
  };
  const tell = (): void => {
    if (isInteractive) screen.show(text());
    else screen.print(text());
    wait();
  };
  if (isInteractive) screen.show(text());
  wait();
  return () => {
    cancelTimer();
    screen.show("");
  };
}

/** How far a campaign is. */
export interface CampaignPace {
  readonly tally: Tally;
  /** How many runs there will be; absent if nobody knows. */
  readonly runs: number | undefined;
  /** Real milliseconds since it began. */
  readonly tookMs: number;
}

/** How far a campaign is, in a line. Pure. */
export function progressText({ tally, runs, tookMs }: CampaignPace): string {
  const seconds = Math.max(tookMs, 1) / 1_000;
  const { days, simulatedMs, produced, failures } = tally;
  const left = runs === undefined || days === 0 ? undefined : (tookMs / days) * (runs - days);
  return [
    runs === undefined ? many(days, "run") : `${grouped(days)} of ${many(runs, "run")}`,
    `${rate(days / seconds)} runs/s`,
    `${rate(simulatedMs / 86_400_000 / seconds)} days/s`,
    many(produced, "event"),
    failures === 0 ? "no failures" : many(failures, "failure"),
    ...(left === undefined ? [] : [`${spanOf(left)} left`]),
  ].join(" · ");
}
